import { distance } from 'fastest-levenshtein';
import { field, textOf } from '../../kustomize/load/kustomization.ts';
import { parseLabelSelector } from '../../kustomize/patch/labelSelector.ts';
import { anchoredMatcher, textMap } from '../../kustomize/patch/selector.ts';
import { originalId, type Resource } from '../../kustomize/resource.ts';
import { get, type YamlNode } from '../../yaml/node.ts';

/** Why a selector selects nothing, as far as what is rendered tells. */
export interface Miss {
  /** The field of the selector that is probably wrong. */
  readonly field?: 'kind' | 'name' | 'namespace' | 'labelSelector';
  /** The value that was probably meant. */
  readonly nearest?: string;
  /** A name that the pattern fits in part. */
  readonly part?: string;
  /** The label selector or namespace, where only labels or namespaces that are set later satisfy it. */
  readonly later?: string;
  readonly isNamespace?: true;
}

type Fits = (resource: Resource) => boolean;

/** Looks for the one field that keeps a selector from its resources, by what the build renders. */
export function missOf(selector: YamlNode | undefined, resources: readonly Resource[]): Miss {
  let left = resources;
  for (const name of ['kind', 'name', 'namespace'] as const) {
    const pattern = textOf(field(selector, name));
    if (pattern === '') continue;
    const matches = anchoredMatcher(pattern);
    if (matches === undefined) return {};
    const fits: Fits = resource => valuesOf(resource, name).some(matches);
    const next = left.filter(fits);
    if (next.length > 0) {
      left = next;
      continue;
    }
    const values = new Set(left.flatMap(resource => valuesOf(resource, name)));
    const part = name === 'name' ? fitsInPart(pattern, values) : undefined;
    if (part !== undefined) return { field: name, part };
    const nearest = nearestOf(pattern, values);
    return nearest === undefined ? { field: name } : { field: name, nearest };
  }
  const namespace = textOf(field(selector, 'namespace'));
  const moved = anchoredMatcher(namespace);
  const isMoved = (resource: Resource) => moved?.(originalId(resource).namespace || 'default') === false;
  if (namespace !== '' && left.every(isMoved))
    return { field: 'namespace', later: namespace, isNamespace: true };
  const labels = textOf(field(selector, 'labelSelector'));
  const matches = labels === '' ? undefined : parseLabelSelector(labels);
  const isLater =
    matches !== undefined && left.some(({ node }) => matches(textMap(get(get(node, 'metadata'), 'labels'))));
  if (isLater) return { field: 'labelSelector', later: labels };
  return labels === '' ? renamedLater(selector, left) : {};
}

/** A name that only prefix, suffix or hash make, once patches are through: what it was called before is meant. */
function renamedLater(selector: YamlNode | undefined, resources: readonly Resource[]): Miss {
  const pattern = textOf(field(selector, 'name'));
  const matches = anchoredMatcher(pattern);
  if (pattern === '' || matches === undefined) return {};
  const [first] = new Set(resources.map(resource => originalId(resource).name));
  return first === undefined || matches(first) ? {} : { field: 'name', nearest: first };
}

function valuesOf(resource: Resource, name: 'kind' | 'name' | 'namespace'): readonly string[] {
  if (name === 'kind') return [resource.id.kind];
  const original = originalId(resource);
  const own = [original[name], resource.id[name]];
  return name === 'name' ? own : own.map(namespace => namespace || 'default');
}

function fitsInPart(pattern: string, values: ReadonlySet<string>): string | undefined {
  const matches = anchoredMatcher(`.*(?:${pattern}).*`);
  return matches === undefined ? undefined : [...values].find(matches);
}

function nearestOf(written: string, values: ReadonlySet<string>): string | undefined {
  const [best] = [...values]
    .map(each => ({ each, cost: distance(each.toLowerCase(), written.toLowerCase()) }))
    .filter(({ each, cost }) => cost <= Math.min(each.length / 2, Math.max(2, written.length / 4)))
    .sort((a, b) => a.cost - b.cost);
  return best?.each;
}

/** A selector in a word or two: `Deployment/web`, with what it names. Empty where another tool fills something in. */
export function selectorText(selector: YamlNode | undefined): string {
  const texts = ['kind', 'name', 'namespace', 'group', 'version', 'labelSelector', 'annotationSelector'].map(
    name => textOf(field(selector, name)),
  );
  if (texts.some(text => /\$[({]/.test(text))) return '';
  const [kind = '', name = '', ...others] = texts;
  const id = [kind, name].filter(text => text !== '').join('/');
  return id !== '' ? id : others.filter(text => text !== '').join(' ');
}
