import { field } from '../../../kustomize/load/kustomization.ts';
import type { StrategicPatch } from '../../../kustomize/patch/strategicPatch.ts';
import type { Resource } from '../../../kustomize/resource.ts';
import { fieldSchema, patchStrategyOf, schemaOf } from '../../../schema/openapi.ts';
import {
  get,
  getIn,
  isSetting,
  type Mapping,
  type Sequence,
  textAt,
  type YamlNode,
} from '../../../yaml/node.ts';
import { onceFor } from '../graph/nodes.ts';
import type { BuildRule, BuiltRoot, Report } from '../rule.ts';
import { originalOf } from './originalOf.ts';
import { type PatchEntry, patchEntriesOf } from './patchEntries.ts';
import { keyPlace } from './patchPlace.ts';
import { targetsOf } from './patchTargets.ts';

/**
 * A strategic merge patch that names items of a list as if they were merged, where no key to merge them by is known:
 * the list is replaced as a whole. Speaks where an item has the name of one that was there, so that a merge was probably
 * meant, and where a `$patch` says so.
 */
export const patchReplacesList: BuildRule<'patch.replaces-list'> = {
  code: 'patch.replaces-list',
  severity: 'hint',
  over: 'build',
  in: 'any',
  of: 'finished',
  check(built, report) {
    for (const entry of patchEntriesOf(built.result)) {
      if (entry.read.form !== 'strategic') continue;
      for (const patch of entry.read.patches) {
        const lists = listsIn(patch.source);
        if (lists.length > 0) look(entry, patch, lists, built, report);
      }
    }
  },
};

interface NamedList {
  readonly path: readonly string[];
  readonly list: Sequence;
  /** What its items are told apart by. */
  readonly key: string;
  /** Whether an item is a `$patch`, which is a directive only where lists are merged. */
  readonly isDirected: boolean;
}

const mergeKeys = ['name', 'key', 'id'];

/** The uppermost lists of a patch whose items have names. */
const listsIn = onceFor((patch: Mapping): readonly NamedList[] => {
  const found: NamedList[] = [];
  const visit = (node: YamlNode, path: readonly string[]): void => {
    if (node.kind === 'mapping') {
      for (const [index, key] of node.keys.entries()) {
        const value = node.values[index];
        if (value !== undefined) visit(value, [...path, key]);
      }
    } else if (node.kind === 'sequence' && node.items.length > 0) {
      const isDirected = node.items.some(item => get(item, '$patch') !== undefined);
      const named = node.items.filter(item => !isDirective(item));
      const key = mergeKeys.find(each => named.every(item => textAt(item, each) !== undefined));
      if (key !== undefined) found.push({ path, list: node, key, isDirected });
    }
  };
  visit(patch, []);
  return found;
});

/** An item that says nothing but how the list is to be merged. */
function isDirective(item: YamlNode): boolean {
  return item.kind === 'mapping' && item.keys.length === 1 && item.keys[0] === '$patch';
}

function look(
  entry: PatchEntry,
  patch: StrategicPatch,
  lists: readonly NamedList[],
  { result, files }: BuiltRoot,
  report: Report<'patch.replaces-list'>,
): void {
  // Who brings a schema along tells kustomize what to merge by.
  if (result.kustomizations.some(({ node }) => field(node, 'openapi') !== undefined)) return;
  const [target] = targetsOf(entry, patch, result) ?? [];
  if (target === undefined) return;
  for (const { path, list, key, isDirected } of lists) {
    if (isMerged(target, path) || !isSetBy(getIn(target.node, path), entry)) continue;
    const before = getIn(originalOf(target, files), path);
    const gone = before?.kind === 'sequence' ? goneFrom(before, list, key) : [];
    if (gone.length === 0 && !isDirected) continue;
    report({ field: path.join('.'), gone, isDirected }, keyPlace(patch, path), [target.location]);
  }
}

/** Whether kustomize knows what the items of the list are told apart by. */
function isMerged({ id }: Resource, path: readonly string[]): boolean {
  let schema = schemaOf(id);
  for (const step of path) schema = schema && fieldSchema(schema, step);
  return schema !== undefined && patchStrategyOf(schema).strategies.includes('merge');
}

/** Whether the patch is what made a list that is rendered. */
function isSetBy(list: YamlNode | undefined, { directive, file }: PatchEntry): boolean {
  if (list?.kind !== 'sequence') return false;
  return list.items.some(
    item =>
      item.kind === 'mapping' &&
      item.values.some(
        value =>
          value.kind === 'scalar' &&
          isSetting(value.from) &&
          value.from.directive === directive &&
          value.from.file.uri === file.uri,
      ),
  );
}

/** Items, and fields of items, that a list loses; none where it has no item in common with the one before. */
function goneFrom(before: Sequence, after: Sequence, key: string): readonly string[] {
  const kept = new Map(after.items.map(item => [textAt(item, key), item]));
  if (!before.items.some(item => kept.has(textAt(item, key)))) return [];
  return before.items.flatMap(item => {
    const name = textAt(item, key);
    const own = kept.get(name);
    if (name === undefined || item.kind !== 'mapping') return [];
    if (own === undefined) return [name];
    return item.keys.filter(each => get(own, each) === undefined).map(each => `${name}.${each}`);
  });
}
