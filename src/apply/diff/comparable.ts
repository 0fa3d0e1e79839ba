import { isRecord, type JsonRecord, recordAt } from '../../cluster/json.ts';
import { partOfLabel } from '../set/applySet.ts';
import { elementKey } from './elements.ts';
import { type FieldChange, fieldChanges } from './fieldChanges.ts';
import { maskedPair, type Pair } from './maskedPair.ts';

/** What the server keeps about an object and nobody declares. */
const managedMetadata = [
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
];

/** kubectl's copy of a whole manifest, and the number that a controller counts. */
const managedAnnotations = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
];

/** An object as it is and as an apply would make it, as both may be shown, and what differs. */
export interface Compared extends Pair {
  readonly changes: readonly FieldChange[];
}

/**
 * Compares an object as it is (`undefined` where there is none) with what an apply of `sent` would make of it: without the
 * server's own part and its defaults, values of Secrets masked.
 */
export function compareDeclared(kind: string, before: unknown, after: unknown, sent: unknown): Compared {
  const old = before === undefined ? undefined : declaredPart(before);
  const now = withoutDefaults(declaredPart(after), old, sent);
  const pair = maskedPair(kind, old, isRecord(now) ? now : {});
  return { ...pair, changes: fieldChanges(pair.before ?? {}, pair.after) };
}

/** That an object is part of a set is our own note. */
const managedLabels = [partOfLabel];

/** An object without what the server and its controllers keep in it, status included. */
export function declaredPart(object: unknown): JsonRecord {
  if (!isRecord(object)) return {};
  const { status: _, ...rest } = object;
  const metadata = without(recordAt(object, 'metadata'), managedMetadata);
  const annotations = without(recordAt(metadata, 'annotations'), managedAnnotations);
  const labels = without(recordAt(metadata, 'labels'), managedLabels);
  const { annotations: __, labels: ___, ...others } = metadata;
  const shown = {
    ...others,
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
  };
  return { ...rest, metadata: shown };
}

/**
 * What an apply would make of an object, without the defaults that the server adds to what is new: what stands neither in
 * the object as it is (`undefined` where there is none) nor in the one that is sent.
 */
export function withoutDefaults(after: unknown, before: unknown, sent: unknown): unknown {
  if (isRecord(after)) {
    const was = isRecord(before) ? before : {};
    const wanted = isRecord(sent) ? sent : {};
    return Object.fromEntries(
      Object.entries(after)
        .filter(([key]) => key in was || key in wanted)
        .map(([key, value]) => [key, withoutDefaults(value, was[key], wanted[key])]),
    );
  }
  if (!Array.isArray(after)) return after;
  const [was, wanted] = [byElement(before), byElement(sent)];
  return after.flatMap((item, index) => {
    const key = elementKey(item, index);
    if (!was.has(key) && !wanted.has(key)) return [];
    return [withoutDefaults(item, was.get(key), wanted.get(key))];
  });
}

function byElement(list: unknown): ReadonlyMap<string, unknown> {
  return new Map((Array.isArray(list) ? list : []).map((item, index) => [elementKey(item, index), item]));
}

function without(record: JsonRecord, keys: readonly string[]): JsonRecord {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}
