import { isDeepStrictEqual } from 'node:util';
import { isRecord, listAt, recordAt, textOf } from '../json.ts';

/** What kubectl's words say: made anew, changed, or found as it was sent. */
export type ApplyOutcome = 'created' | 'configured' | 'unchanged';

/**
 * What an apply (or its dry run, which never gets a new resource version) did to an object: `before` as it was read
 * just before, `after` as the server answered. Between the two controllers may have written status, annotations and
 * the like, which is not counted as ours. `applied` is the object that was sent.
 */
export function applyOutcome(
  before: unknown,
  after: unknown,
  applied: unknown,
  manager: string,
): ApplyOutcome {
  if (before === undefined) return 'created';
  const same =
    isDeepStrictEqual(ownedFields(before, manager), ownedFields(after, manager)) &&
    isDeepStrictEqual(content(before, applied), content(after, applied)) &&
    sameMetadata(before, after, applied);
  return same ? 'unchanged' : 'configured';
}

/** When the manager's last apply that changed something was, in the server's words; `undefined` where none was. */
export function appliedAt(object: unknown, manager: string): string | undefined {
  return textOf(recordAt({ entry: ownEntry(object, manager) }, 'entry')['time']);
}

/** The fields that the manager owns: differ where one was taken over or left out. */
function ownedFields(object: unknown, manager: string): unknown {
  return recordAt(ownEntry(object, manager), 'fieldsV1');
}

function ownEntry(object: unknown, manager: string): unknown {
  return listAt(recordAt(object, 'metadata'), 'managedFields').find(
    each =>
      isRecord(each) &&
      each['manager'] === manager &&
      each['operation'] === 'Apply' &&
      textOf(each['subresource']) === undefined,
  );
}

/** All but metadata, and status unless it is what was sent. */
function content(object: unknown, applied: unknown): unknown {
  if (!isRecord(object)) return object;
  const { metadata: _metadata, status, ...rest } = object;
  return isRecord(applied) && 'status' in applied ? { ...rest, status } : rest;
}

/** Labels and annotations are compared one by one, since others may have added theirs. */
function sameMetadata(before: unknown, after: unknown, applied: unknown): boolean {
  const [old, now] = [recordAt(before, 'metadata'), recordAt(after, 'metadata')];
  return Object.entries(recordAt(applied, 'metadata')).every(([field, sent]) => {
    if (!isRecord(sent)) return isDeepStrictEqual(old[field], now[field]);
    return Object.keys(sent).every(key =>
      isDeepStrictEqual(recordAt(old, field)[key], recordAt(now, field)[key]),
    );
  });
}
