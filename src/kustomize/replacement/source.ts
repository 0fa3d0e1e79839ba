import { isSetting, type Scalar, type YamlNode } from '../../yaml/node.ts';
import { tagOf } from '../../yaml/tagOf.ts';
import type { V3Node } from '../../yaml/v3/node.ts';
import { type BuildContext, report, reportNotFound } from '../buildContext.ts';
import { nearestName } from '../load/paths.ts';
import { splitFieldPath } from '../reference/fieldPathText.ts';
import { formatId, isSecretData, isSelected, type Resource, type ResourceId } from '../resource.ts';
import { type Directive, setScalar } from '../transform/setScalar.ts';
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
import { close, longTag, open } from './workTree.ts';

/** A value on its way to its targets. */
export interface Value {
  /**
   * The value as it is now: a field that is taken whole is the very field of its resource, and changes where the
   * replacement writes to it.
   */
  readonly current: () => YamlNode;
  /** The resource that holds it, with the tree that must be written to where it is a target itself. */
  readonly holder: { resource: Resource; readonly root: V3Node } | undefined;
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
  const copying = { ...fallback, by: { file: replacement.file, start: replacement.node.start } };
  if (sourceValue !== undefined) {
    const from = { ...fallback, start: sourceValue.node.start };
    const node = setScalar(undefined, decodedText(sourceValue.node), from);
    return { current: () => node, holder: undefined, directive: () => from };
  }
  return source === undefined ? undefined : readSource(context, source, resources, copying);
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
  made: Directive,
): Value | undefined {
  const resource = selectSource(context, source, resources);
  if (resource === undefined) return undefined;
  const fieldPath = textField(source, 'fieldPath') || 'metadata.name';
  const place = (optional(source, 'fieldPath') ?? source).location;
  const root = open(resource.node, resource.file);
  const found = lookUp(root, splitFieldPath(fieldPath));
  const node = found === undefined || found === failed ? undefined : close(found, made);
  if (found === undefined || found === failed || node === undefined || isEmpty(node, found)) {
    const params = { fieldPath, resource: formatId(resource.id) };
    report(context, 'replacement.source-field-missing', params, place);
    return undefined;
  }
  const refined = refine(context, source, node, { fieldPath, resource: formatId(resource.id) });
  if (refined === undefined) return undefined;
  const current = refined === node ? () => close(found, made) : () => refined;
  const isSecret = isSecretData(resource.id, splitFieldPath(fieldPath));
  // The history is that of the whole field, also where a part of it is taken.
  const directive = (scalar: Scalar) => ({
    ...directiveOf(scalar, made),
    copies: [{ scalar: scalar === refined && node.kind === 'scalar' ? node : scalar, isSecret }],
  });
  return { current, holder: { resource, root }, directive };
}

function isEmpty(node: YamlNode, { tag }: V3Node): boolean {
  if (node.kind === 'scalar') return tag === '!!null';
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
  // The part keeps the type of the whole: `1.25` of `nginx:1.25` is a text.
  return { ...node, text: part, tag: longTag(tagOf(node)) };
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
  reportNotFound(context, 'replacement.nothing-selected', params, source.location);
  return undefined;
}

/** Namespaces are compared here without regard to the scope of the kind. */
function writtenNamespace(namespace: string): string {
  return namespace === '' ? 'default' : namespace;
}
