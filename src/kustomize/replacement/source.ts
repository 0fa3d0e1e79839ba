import { isSetting, type Scalar, type YamlNode } from '../../yaml/node.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { splitFieldPath } from '../fieldPathText.ts';
import { nearestName } from '../paths.ts';
import { formatId, isSelected, type Resource, type ResourceId } from '../resource.ts';
import type { Directive } from '../transform/setScalar.ts';
import { failed, lookUp } from './matchPath.ts';
import {
  child,
  decodedText,
  optional,
  type Placed,
  type Replacement,
  readOptions,
  textField,
} from './readReplacements.ts';
import { close, open } from './workTree.ts';

/** A value on its way to its targets. */
export interface Value {
  readonly node: YamlNode;
  /** Where a scalar of it comes from. */
  readonly directive: (scalar: Scalar) => Directive;
}

/** The ids that selectors are compared with: the present one, then the former ones. */
export function idsOf(resource: Resource): readonly ResourceId[] {
  const { id, previous } = resource;
  return [id, ...previous.map(former => ({ ...id, ...former }))];
}

/** The value that a replacement takes; `undefined` where there is none, which is reported. */
export function readValue(
  context: BuildContext,
  replacement: Replacement,
  resources: readonly Resource[],
): Value | undefined {
  const { source, sourceValue } = replacement;
  if (source !== undefined && sourceValue !== undefined) {
    report(context, 'replacement.both-sources', {}, sourceValue.location, [source.location]);
    return undefined;
  }
  const fallback: Directive = {
    name: replacement.directive,
    file: replacement.file,
    start: replacement.node.start,
  };
  const directive = (scalar: Scalar) => directiveOf(scalar, fallback);
  if (sourceValue !== undefined) {
    const from = { ...fallback, start: sourceValue.node.start };
    const { name, file, start } = from;
    const text = decodedText(sourceValue.node);
    const setting = { directive: name, file, start, previous: undefined };
    const node: Scalar = { kind: 'scalar', text, style: 'plain', tag: undefined, from: setting, start: -1 };
    return { node, directive: () => from };
  }
  return source === undefined ? undefined : readSource(context, source, resources, directive, fallback);
}

/** A scalar that was read blames its own place, one that was set the place of what set it. */
function directiveOf({ from, start }: Scalar, fallback: Directive): Directive {
  if (isSetting(from)) return from.start < 0 ? fallback : { ...fallback, file: from.file, start: from.start };
  return start < 0 ? fallback : { ...fallback, file: from, start };
}

function readSource(
  context: BuildContext,
  source: Placed,
  resources: readonly Resource[],
  directive: Value['directive'],
  made: Directive,
): Value | undefined {
  const resource = selectSource(context, source, resources);
  if (resource === undefined) return undefined;
  const fieldPath = textField(source, 'fieldPath') || 'metadata.name';
  const place = (optional(source, 'fieldPath') ?? source).location;
  const found = lookUp(open(resource.node), splitFieldPath(fieldPath));
  const node = found === undefined || found === failed ? undefined : close(found, made);
  if (node === undefined || isEmpty(node, found)) {
    const params = { fieldPath, resource: formatId(resource.id) };
    report(context, 'replacement.source-field-missing', params, place);
    return undefined;
  }
  const refined = refine(context, source, node, { fieldPath, resource: formatId(resource.id) });
  return refined === undefined ? undefined : { node: refined, directive };
}

function isEmpty(node: YamlNode, found: ReturnType<typeof lookUp>): boolean {
  if (node.kind === 'scalar') return typeof found === 'object' && found.tag === '!!null';
  return node.kind === 'mapping' ? node.keys.length === 0 : node.items.length === 0;
}

function refine(
  context: BuildContext,
  source: Placed,
  node: YamlNode,
  params: { readonly fieldPath: string; readonly resource: string },
): YamlNode | undefined {
  const { delimiter, index } = readOptions(source);
  if (delimiter === '') return node;
  const options = child(source, 'options');
  if (node.kind !== 'scalar') {
    report(context, 'replacement.source-not-scalar', params, child(options, 'delimiter').location);
    return undefined;
  }
  const parts = node.text.split(delimiter);
  const part = parts[index];
  if (part === undefined || index < 0) {
    const place = (optional(options, 'index') ?? options).location;
    report(context, 'replacement.index-out-of-bounds', { index, parts: parts.length }, place);
    return undefined;
  }
  return { ...node, text: part };
}

function selectSource(
  context: BuildContext,
  source: Placed,
  resources: readonly Resource[],
): Resource | undefined {
  const selector = {
    group: textField(source, 'group'),
    version: textField(source, 'version'),
    kind: textField(source, 'kind'),
    name: textField(source, 'name'),
    namespace: textField(source, 'namespace'),
  };
  const selects = (id: ResourceId) =>
    (selector.name === '' || selector.name === id.name) &&
    (selector.namespace === '' || writtenNamespace(selector.namespace) === writtenNamespace(id.namespace)) &&
    isSelected(id, selector);
  const matches = resources.filter(resource => idsOf(resource).some(selects));
  const [first] = matches;
  if (matches.length === 1) return first;
  const text = Object.entries(selector)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ');
  if (matches.length > 1) {
    const candidates = matches.map(({ id }) => formatId(id));
    report(context, 'replacement.several-selected', { selector: text, candidates }, source.location);
    return undefined;
  }
  const ofKind = resources.filter(({ id }) => isSelected(id, selector)).map(({ id }) => id.name);
  const nearest = selector.name === '' ? undefined : nearestName(selector.name, ofKind);
  const params = { selector: text, ...(nearest === undefined ? {} : { nearest }) };
  report(context, 'replacement.nothing-selected', params, source.location);
  return undefined;
}

/** Namespaces are compared here without regard to the scope of the kind. */
function writtenNamespace(namespace: string): string {
  return namespace === '' ? 'default' : namespace;
}
