import type { Connection } from './connection.ts';
import { isFailure } from './failure.ts';
import { isRecord, type JsonRecord, recordAt } from './json.ts';
import { type ApplyRequest, dryRunApply } from './serverSideApply.ts';

/** Whether an object of the cluster is what its manifest says. */
export type Drift =
  /** The cluster has no such object. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'same' }
  | {
      readonly kind: 'drifted';
      /** What differs, in the order of the live object; at least one. */
      readonly fields: readonly DriftedField[];
      /** As it is, without what the server keeps for itself; may hold Secret values. */
      readonly live: JsonRecord;
      /** As the manifest would make it, likewise. */
      readonly applied: JsonRecord;
    };

/** A field that an apply of the manifest would change. */
export interface DriftedField {
  /** Keys and indexes; an item of a list that has names is called by its own: `spec.containers[web].image`. */
  readonly path: readonly (string | number)[];
}

/** What the server writes into metadata by itself. */
const serversOwn = ['managedFields', 'resourceVersion', 'generation', 'creationTimestamp', 'uid', 'selfLink'];
/** kubectl keeps the whole manifest there. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Compares an object with what the server would make of it if the manifest were applied now, taking over what others own: a
 * dry run, so that defaults, quantities and fields of other managers count as the server sees them. Rejects like
 * `dryRunApply`; `response.forbidden` is common, since to try a change takes the right to make it.
 */
export async function readDrift(connection: Connection, request: ApplyRequest): Promise<Drift> {
  try {
    const { before, object } = await dryRunApply(connection, { ...request, force: true });
    if (before === undefined) return { kind: 'absent' };
    const [live, applied] = [comparable(before), comparable(object)];
    const fields = differences(live, applied, []);
    return fields.length === 0 ? { kind: 'same' } : { kind: 'drifted', fields, live, applied };
  } catch (error) {
    // Its namespace is not there either.
    if (isFailure(error, 'response.not-found')) return { kind: 'absent' };
    throw error;
  }
}

/** The object without status and what only the server writes. */
export function comparable(object: unknown): JsonRecord {
  const { status: _status, ...rest } = isRecord(object) ? object : {};
  const metadata = Object.entries(recordAt(object, 'metadata')).filter(([key]) => !serversOwn.includes(key));
  const annotations = Object.entries(recordAt(Object.fromEntries(metadata), 'annotations'));
  const shown = annotations.filter(([key]) => key !== lastApplied);
  return {
    ...rest,
    metadata: {
      ...Object.fromEntries(metadata.filter(([key]) => key !== 'annotations')),
      ...(shown.length === 0 ? {} : { annotations: Object.fromEntries(shown) }),
    },
  };
}

function differences(one: unknown, other: unknown, path: DriftedField['path']): DriftedField[] {
  if (isRecord(one) && isRecord(other)) {
    const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...keys].flatMap(key => differences(one[key], other[key], [...path, key]));
  }
  if (Array.isArray(one) && Array.isArray(other)) return itemDifferences(one, other, path);
  return Object.is(one, other) ? [] : [{ path }];
}

function itemDifferences(
  one: readonly unknown[],
  other: readonly unknown[],
  path: DriftedField['path'],
): DriftedField[] {
  const [before, after] = [byName(one), byName(other)];
  if (before !== undefined && after !== undefined) {
    const names = new Set([...before.keys(), ...after.keys()]);
    const found = [...names].flatMap(name => differences(before.get(name), after.get(name), [...path, name]));
    const isReordered = [...before.keys()].join() !== [...after.keys()].join();
    return found.length === 0 && isReordered ? [{ path }] : found;
  }
  if (one.length !== other.length) return [{ path }];
  return one.flatMap((item, index) => differences(item, other[index], [...path, index]));
}

/** Items by their names, where each has one of its own. */
function byName(items: readonly unknown[]): ReadonlyMap<string, unknown> | undefined {
  const named = new Map<string, unknown>();
  for (const item of items) {
    const name = isRecord(item) ? item['name'] : undefined;
    if (typeof name !== 'string' || named.has(name)) return undefined;
    named.set(name, item);
  }
  return named;
}
