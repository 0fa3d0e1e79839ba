import {
  elementSchema,
  fieldSchema,
  patchStrategyOf,
  type SchemaNode,
  type Schemas,
} from '../../schema/openapi.ts';
import type { Mapping, Scalar, Setting, YamlNode } from '../../yaml/node.ts';
import { isSetting } from '../../yaml/node.ts';
import { impliedTag } from '../../yaml/resolve.ts';
import { stringTag } from '../../yaml/stringStyle.ts';
import { mergeElements } from './mergeList.ts';
import {
  appendEntry,
  close,
  entryOf,
  inPlaceOf,
  isMissing,
  isNullPart,
  isOpen,
  type OpenMapping,
  openMapping,
  openSequence,
  type Part,
  removeEntry,
  textOfPart,
  withPrevious,
} from './openTree.ts';
import type { NodeKind } from './problems.ts';
import { quotedOnTouch } from './quotedOnTouch.ts';
import { isSettled, schemaByType } from './settled.ts';

/** What a merge works with. */
export interface Merge {
  readonly schemas: Schemas;
  /** What scalars are set by that the merge itself makes. */
  readonly setting: Setting;
  /** The first reason for which the official merge fails; the result does not count then. */
  failure: MergeFailure | undefined;
}

/** Why the official merge fails, and at which field of the patch. */
export type MergeFailure =
  | { readonly kind: 'kinds'; readonly path: Path; readonly expected: NodeKind; readonly found: NodeKind }
  | { readonly kind: 'directive'; readonly path: Path; readonly directive: string }
  | { readonly kind: 'list'; readonly path: Path };

/** Keys from the root; lists on the way are not counted. */
export type Path = readonly string[];

/** Fields by which things are told apart: a patch that repeats them does not set them. */
const identity = { root: ['apiVersion', 'kind'], metadata: ['name', 'namespace'], none: [] } as const;

/**
 * Merges a patch into an object as kyaml's `merge2` does with lists growing at their front
 * (kustomize's patchstrategicmerge filter). `undefined` where the patch deletes the object. The patch's scalars must
 * be set by the patch; neither argument is changed.
 */
export function mergePatch(merge: Merge, object: Mapping, patch: Mapping): Mapping | undefined {
  const open = openMapping(object);
  const merged = walk(merge, open, openMapping(patch), undefined, [], identity.root);
  if (merged === undefined) return undefined;
  // Where the root says `$patch: replace` the official tool drops the result and keeps the object as it was.
  return close(open) as Mapping;
}

/** Merges values into others as `merge2` does: no field of them tells things apart. */
export function mergeValues(merge: Merge, object: Mapping, values: Mapping): Mapping {
  const open = openMapping(object);
  const merged = walk(merge, open, openMapping(values), undefined, [], identity.none);
  return merged === undefined
    ? { ...object, keys: [], keyStarts: [], values: [] }
    : (close(merged) as Mapping);
}

/** Merges `patch` into `object`; gives what stands there afterwards, `undefined` for nothing. */
function walk(
  merge: Merge,
  object: Part | undefined,
  patch: Part | undefined,
  inherited: SchemaNode | undefined,
  path: Path,
  identifying: readonly string[],
): Part | undefined {
  const schema = inherited ?? schemaByType(object, merge.schemas) ?? schemaByType(patch, merge.schemas);
  const found = kindOf(patch);
  const kind = kindOf(object) ?? found;
  if (kind !== undefined && found !== undefined && found !== kind) {
    merge.failure ??= { kind: 'kinds', path, expected: kind, found };
    return object;
  }
  if (
    patch === undefined &&
    object !== undefined &&
    !isOpen(object) &&
    isSettled(object, schema, merge.schemas)
  ) {
    return object;
  }
  if (kind === 'sequence') {
    const isMerged = schema !== undefined && patchStrategyOf(schema).strategies.includes('merge');
    return isMerged ? walkMergedList(merge, object, patch, schema, path) : (patch ?? object);
  }
  if (kind === 'scalar') return patch ?? object;
  return walkMapping(merge, object, patch, schema, path, identifying);
}

function kindOf(part: Part | undefined): NodeKind | undefined {
  return isMissing(part) ? undefined : part?.kind;
}

function walkMapping(
  merge: Merge,
  object: Part | undefined,
  patch: Part | undefined,
  schema: SchemaNode | undefined,
  path: Path,
  identifying: readonly string[],
): Part | undefined {
  const openPatch = patch?.kind === 'mapping' ? openMapping(patch) : patch;
  const openObject = object === patch ? openPatch : object?.kind === 'mapping' ? openMapping(object) : object;
  const into = mappingToMergeInto(merge, openObject, openPatch, path);
  if (into === undefined || into.kind !== 'mapping' || !isOpen(into)) return into;
  const from = openPatch?.kind === 'mapping' ? openPatch : undefined;
  for (const key of new Set([...into.keys, ...(from?.keys ?? [])])) {
    const old = entryOf(into, key);
    const added = from === undefined ? undefined : entryOf(from, key);
    const field = schema === undefined ? undefined : fieldSchema(schema, key);
    const isMetadata = path.length === 0 && key === 'metadata';
    const below = isMetadata ? identity.metadata : identity.none;
    const merged = walk(merge, old, added, field, [...path, key], below);
    setEntry(into, key, merged, added === undefined, identifying.includes(key));
  }
  return into;
}

/** The mapping that goes on: the object's own, or the patch's where it is new or replaces. */
function mappingToMergeInto(
  merge: Merge,
  object: Part | undefined,
  patch: Part | undefined,
  path: Path,
): Part | undefined {
  if (isMissing(object)) {
    // An unknown directive is an error only where there is something to merge with.
    const directive = patch?.kind === 'mapping' && isOpen(patch) ? takeDirective(patch) : 'merge';
    if (directive === 'delete') return undefined;
    return patch ?? (textOfPart(object) === '' ? undefined : object);
  }
  if (isNullPart(patch)) return undefined;
  const directive = patch?.kind === 'mapping' && isOpen(patch) ? takeDirective(patch) : 'merge';
  if (directive === 'delete') return undefined;
  if (directive === 'replace') return patch;
  if (directive !== 'merge') merge.failure ??= { kind: 'directive', path, directive };
  return object;
}

/** The `$patch` of a mapping, which is taken out where it is a known one. */
function takeDirective(patch: OpenMapping): string {
  const value = entryOf(patch, '$patch');
  if (value === undefined) return 'merge';
  const text = textOfPart(value);
  if (text === 'delete' || text === 'replace' || text === 'merge') removeEntry(patch, '$patch');
  return text;
}

/** Puts the outcome for one field into the mapping, as kyaml's `FieldSetter` does. */
function setEntry(
  into: OpenMapping,
  key: string,
  value: Part | undefined,
  isUntouched: boolean,
  isIdentifying: boolean,
): void {
  const index = into.keys.indexOf(key);
  const old = into.values[index];
  // A null stays where it is written out and the patch says nothing of it.
  const isKept = isUntouched && value === old && textOfPart(value) !== '';
  if (value === undefined || (isNullPart(value) && !isKept)) removeEntry(into, key);
  else if (old === undefined) appendEntry(into, key, touched(value));
  else if (value !== old) {
    const placed = value.kind === 'scalar' ? restyled(value, old) : placedCollection(value, old);
    into.values[index] = isIdentifying && isSameScalar(placed, old) ? old : placed;
  } else into.values[index] = touched(old);
}

function touched(value: Part): Part {
  return value.kind === 'scalar' ? quotedOnTouch(value) : value;
}

function placedCollection(value: Part, old: Part): Part {
  if (isOpen(old) && isOpen(value) && old.source === value.source) return value;
  const before: YamlNode = isOpen(old) ? old.source : old;
  if (!isOpen(value)) return inPlaceOf(value, before);
  // An open one that was made from the old one is the old one with changes; only a patch's own replaces it.
  if (value.source !== before) value.replaces ??= before;
  return value;
}

function isSameScalar(a: Part, b: Part): boolean {
  if (a.kind !== 'scalar' || b.kind !== 'scalar' || a.text !== b.text) return false;
  return a.style === b.style && a.tag === b.tag;
}

/**
 * The value in the style of the one it replaces, which is what kyaml does: a number that takes the place of a quoted
 * string becomes a string, a string in the place of a plain scalar stays one.
 */
function restyled(value: Scalar, old: Part): Scalar {
  if (old.kind !== 'scalar' || !isSetting(value.from)) return value;
  const { style, tagged } = old;
  const { tagged: _, ...rest } = value;
  const tag = keptTag(value, style);
  const styled = { ...rest, style, tag: tagged ? (tag ?? impliedByStyle(value.text, style)) : tag };
  return withPrevious(tagged ? { ...styled, tagged } : styled, old);
}

/** The tag of the value, where reading its text in the new style gives another one. */
function keptTag(value: Scalar, style: Scalar['style']): string | undefined {
  if (value.tag === '') return '';
  const tag = value.tag ?? impliedByStyle(value.text, value.style);
  return tag === impliedByStyle(value.text, style) ? undefined : tag;
}

function impliedByStyle(text: string, style: Scalar['style']): string {
  return style === 'plain' ? impliedTag(text) : stringTag;
}

function walkMergedList(
  merge: Merge,
  object: Part | undefined,
  patch: Part | undefined,
  schema: SchemaNode,
  path: Path,
): Part | undefined {
  const from = patch?.kind === 'sequence' ? openSequence(patch) : undefined;
  const existing = object === patch ? from : object?.kind === 'sequence' ? openSequence(object) : undefined;
  let into = existing;
  if (existing === undefined) into = from;
  else if (isNullPart(patch)) return undefined;
  else {
    const directive = from === undefined ? 'merge' : takeListDirective(from);
    if (directive === 'delete') return undefined;
    if (directive === 'replace') into = from;
    else if (directive !== 'merge') merge.failure ??= { kind: 'directive', path, directive };
  }
  if (into === undefined) return undefined;
  const { mergeKeys } = patchStrategyOf(schema);
  const element = elementSchema(schema);
  return mergeElements({
    into,
    from,
    keys: mergeKeys,
    setting: merge.setting,
    mergeElement: (old, added) => walk(merge, old, added, element, path, mergeKeys),
    fail: () => {
      merge.failure ??= { kind: 'list', path };
    },
  });
}

/** A list's directive is an element that holds `$patch` and nothing else. */
function takeListDirective(patch: ReturnType<typeof openSequence>): string {
  const element = patch.items.find(item => entryOf(item, '$patch') !== undefined);
  if (element?.kind !== 'mapping' || element.keys.length > 1) return 'merge';
  const text = textOfPart(entryOf(element, '$patch'));
  if (text === 'delete' || text === 'replace' || text === 'merge') {
    patch.items = patch.items.filter(
      item => item.kind !== 'mapping' || textOfPart(entryOf(item, '$patch')) !== text,
    );
  }
  return text;
}
