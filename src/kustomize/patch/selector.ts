import { RE2JS, RE2JSException } from 're2js';
import type { PathLocation } from '../../yaml/location.ts';
import { get, type YamlNode } from '../../yaml/node.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { field, keyOf, textOf } from '../load/kustomization.ts';
import { effectiveNamespace, originalId, type Resource } from '../resource.ts';
import { parseLabelSelector } from './labelSelector.ts';

/** Whether a text is what a field of a selector asks for. */
type TextMatcher = (text: string) => boolean;

const compiled = new Map<string, TextMatcher | undefined>();

/** The whole text must match; an empty pattern matches everything. `undefined` where it is no Go regular expression. */
export function anchoredMatcher(pattern: string): TextMatcher | undefined {
  if (!compiled.has(pattern)) {
    if (compiled.size > 1000) compiled.clear();
    compiled.set(pattern, compile(pattern));
  }
  return compiled.get(pattern);
}

function compile(pattern: string): TextMatcher | undefined {
  if (pattern === '') return () => true;
  if (/^[\w/:@-]*$/.test(pattern)) return text => text === pattern;
  const source = `^(?:${pattern})$`;
  // What these characters mean in names is the same in both dialects, and the native one is faster.
  if (/^(?:[\w/:@-]|\.[*+]?|\|)*$/.test(pattern)) {
    const native = new RegExp(source);
    return text => native.test(text);
  }
  try {
    const expression = RE2JS.compile(source);
    return text => expression.matcher(text).find();
  } catch (error) {
    if (error instanceof RE2JSException) return undefined;
    throw error;
  }
}

const patternFields = ['group', 'version', 'kind', 'name', 'namespace'] as const;

/**
 * The resources that a selector of a kustomization selects: name and namespace may be the original or the present
 * ones, the type is the present one. Reports at the field what is wrong with the selector; `undefined` then.
 */
export function selectResources(
  context: BuildContext,
  selector: YamlNode,
  location: PathLocation,
  resources: readonly Resource[],
): readonly Resource[] | undefined {
  const at = (name: string) => ({ ...location, path: [...location.path, keyName(selector, name)] });
  const matchers = new Map<(typeof patternFields)[number], TextMatcher>();
  for (const name of patternFields) {
    const pattern = textOf(field(selector, name));
    const matcher = anchoredMatcher(pattern);
    if (matcher === undefined) {
      report(context, 'patch.bad-regex', { pattern }, at(name));
      return undefined;
    }
    if (pattern !== '') matchers.set(name, matcher);
  }
  const fits = (name: (typeof patternFields)[number], ...texts: readonly string[]) => {
    const matcher = matchers.get(name);
    return matcher === undefined || texts.some(matcher);
  };
  let selected = resources.filter(resource => {
    const { id } = resource;
    const original = originalId(resource);
    return (
      fits('namespace', effectiveNamespace(original), effectiveNamespace(id)) &&
      fits('name', original.name, id.name) &&
      fits('group', id.group) &&
      fits('version', id.version) &&
      fits('kind', id.kind)
    );
  });
  for (const [name, map] of [
    ['labelSelector', 'labels'],
    ['annotationSelector', 'annotations'],
  ] as const) {
    const text = textOf(field(selector, name));
    // The official tool parses the text only once a resource has passed everything before it.
    if (text === '' || selected.length === 0) continue;
    const matches = parseLabelSelector(text);
    if (matches === undefined) {
      report(context, 'patch.bad-selector', { selector: text }, at(name));
      return undefined;
    }
    selected = selected.filter(({ node }) => matches(textMap(get(get(node, 'metadata'), map))));
  }
  return selected;
}

function keyName(selector: YamlNode, name: string): string {
  return (selector.kind === 'mapping' ? keyOf(selector, name) : undefined) ?? name;
}

/** Entries as texts; what is no scalar is empty, as the text of a Go node is. */
export function textMap(node: YamlNode | undefined): ReadonlyMap<string, string> {
  if (node?.kind !== 'mapping') return new Map();
  return new Map(
    node.keys.map((key, index) => {
      const value = node.values[index];
      return [key, value?.kind === 'scalar' ? value.text : ''];
    }),
  );
}
