import { compareCodePoints } from '../../yaml/codePointOrder.ts';
import {
  get,
  isSetting,
  type Mapping,
  type Scalar,
  textAt,
  withEntry,
  type YamlNode,
} from '../../yaml/node.ts';
import { tagOf } from '../../yaml/tagOf.ts';
import type { BuildContext } from '../buildContext.ts';
import { hasOwnAnnotations } from '../ownAnnotations.ts';
import { idKey, type Resource } from '../resource.ts';
import { emptyMapping } from '../transform/fieldSpec.ts';
import { setEntryString } from '../transform/setScalar.ts';

/** The label by which validators may leave their mark. */
const mark = 'validated-by';

/**
 * Whether a validator left the resources as they were, as the official tool compares them: node by node, so that text,
 * style, tag and even the place in a file count. A value that is set anew has no place, so setting one that stands in a
 * file is a change, and setting one that was set before is none.
 */
export function isUnchanged(
  context: BuildContext,
  before: readonly Resource[],
  after: readonly Resource[],
): boolean {
  if (before.length !== after.length) return false;
  const byId = new Map(after.map(resource => [idKey(resource.id), resource]));
  return before.every(resource => {
    const other = byId.get(idKey(resource.id));
    return other !== undefined && isSame(context, resource, other);
  });
}

function isSame(context: BuildContext, before: Resource, after: Resource): boolean {
  // Former names and the like stand in annotations.
  const notes = ({ previous, prefixes, suffixes, needsHash }: Resource) =>
    JSON.stringify([previous, prefixes, suffixes, needsHash]);
  if (before.previous !== after.previous && notes(before) !== notes(after)) return false;
  const unmarked = withoutMark(after);
  if (before.node === unmarked) return true;
  // The notes are written by writing all annotations anew.
  const annotations = get(get(before.node, 'metadata'), 'annotations');
  const placeless = hasOwnAnnotations(context, before) ? annotations : undefined;
  return isSameNode(before.node, unmarked, placeless);
}

/** The object without the mark; taking it out sets all other labels anew, in the order of their keys. */
function withoutMark({ node, file }: Resource): Mapping {
  const metadata = get(node, 'metadata');
  const labels = get(metadata, 'labels');
  if (metadata?.kind !== 'mapping' || labels?.kind !== 'mapping' || !labels.keys.includes(mark)) return node;
  const directive = { name: 'validators', file, start: 0 };
  const keys = [...new Set(labels.keys)].filter(key => key !== mark).sort(compareCodePoints);
  const kept = keys.reduce<Mapping>(
    (map, key) => withEntry(map, key, setEntryString(undefined, textAt(labels, key) ?? '', directive)),
    emptyMapping,
  );
  const others = withoutKey(metadata, 'labels');
  return withEntry(node, 'metadata', keys.length === 0 ? others : withEntry(others, 'labels', kept));
}

function withoutKey(mapping: Mapping, key: string): Mapping {
  const index = mapping.keys.indexOf(key);
  return {
    ...mapping,
    keys: mapping.keys.toSpliced(index, 1),
    keyStarts: mapping.keyStarts.toSpliced(index, 1),
    values: mapping.values.toSpliced(index, 1),
  };
}

function isSameNode(
  before: YamlNode,
  after: YamlNode,
  placeless: YamlNode | undefined,
  counts = true,
): boolean {
  if (before === after) return true;
  const placesCount = counts && before !== placeless;
  if (before.kind === 'scalar') return after.kind === 'scalar' && isSameScalar(before, after, placesCount);
  if (before.kind === 'sequence') {
    return after.kind === 'sequence' && areSame(before.items, after.items, placeless, placesCount);
  }
  if (after.kind !== 'mapping' || before.keys.some((key, index) => key !== after.keys[index])) return false;
  return areSame(before.values, after.values, placeless, placesCount);
}

function areSame(
  before: readonly YamlNode[],
  after: readonly YamlNode[],
  placeless: YamlNode | undefined,
  counts: boolean,
): boolean {
  if (before.length !== after.length) return false;
  return before.every((node, index) => {
    const other = after[index];
    return other !== undefined && isSameNode(node, other, placeless, counts);
  });
}

function isSameScalar(before: Scalar, after: Scalar, placesCount: boolean): boolean {
  if (before.text !== after.text || before.style !== after.style || tagOf(before) !== tagOf(after))
    return false;
  if ((before.tagged === true) !== (after.tagged === true)) return false;
  return !placesCount || placed(before) === placed(after);
}

/** The scalar whose place in a file the official tool's node still has; `undefined` for what was set. */
function placed(scalar: Scalar): number | undefined {
  let current = scalar;
  // Replacements alone write into the node that is there.
  while (isSetting(current.from) && current.from.directive.startsWith('replacements')) {
    if (current.from.previous === undefined) return undefined;
    current = current.from.previous;
  }
  // What was put back has no tag.
  return isSetting(current.from) || current.tag === '' ? undefined : current.start;
}
