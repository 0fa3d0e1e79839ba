import { isRecord, type JsonRecord, listAt, recordAt, textOf } from '../../cluster/json.ts';
import { type FieldSet, union } from './fieldSet.ts';

/** kubectl's copy of what was applied, by which it finds on the client what to remove. */
export const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * The managers that applied an object on the client, as `kubectl apply` does: they own the copy of it, by an Update. Empty
 * where nobody did.
 */
export function clientSideManagers(object: unknown): readonly string[] {
  const owners = managedFieldsOf(object).filter(
    entry =>
      isUpdate(entry) &&
      `f:${lastApplied}` in recordAt(recordAt(fieldsOf(entry), 'f:metadata'), 'f:annotations'),
  );
  return [...new Set(owners.map(managerOf))];
}

/**
 * The `managedFields` of an object after the fields of those managers have become those of an apply by `manager`, so that
 * what it no longer applies goes; all other managers keep theirs. As csaupgrade of Kubernetes' client library does it: the
 * apply that is there, or else the first of those entries, takes the fields of each entry of the same apiVersion in.
 */
export function migratedFields(
  object: unknown,
  managers: readonly string[],
  manager: string,
): readonly unknown[] {
  const entries = managedFieldsOf(object);
  const isTaken = (entry: JsonRecord) => isUpdate(entry) && managers.includes(managerOf(entry));
  const target =
    entries.find(
      entry => managerOf(entry) === manager && entry['operation'] === 'Apply' && !hasSubresource(entry),
    ) ?? entries.find(isTaken);
  if (target === undefined) return entries;
  const taken = entries.filter(entry => isTaken(entry) && entry['apiVersion'] === target['apiVersion']);
  const fieldsV1 = taken.reduce<FieldSet>((all, entry) => union(all, fieldsOf(entry)), fieldsOf(target));
  const migrated = { ...target, manager, operation: 'Apply', fieldsV1 };
  return entries
    .filter(entry => entry === target || !isTaken(entry))
    .map(entry => (entry === target ? migrated : entry));
}

/** The entries of an object's `managedFields`. */
export function managedFieldsOf(object: unknown): readonly JsonRecord[] {
  return listAt(recordAt(object, 'metadata'), 'managedFields').filter(isRecord);
}

/** The fields of an entry. */
export function fieldsOf(entry: JsonRecord): FieldSet {
  return recordAt(entry, 'fieldsV1');
}

/** Who an entry is of. */
export function managerOf(entry: JsonRecord): string {
  return textOf(entry['manager']) ?? '';
}

function isUpdate(entry: JsonRecord): boolean {
  return entry['operation'] === 'Update' && !hasSubresource(entry);
}

function hasSubresource(entry: JsonRecord): boolean {
  return (textOf(entry['subresource']) ?? '') !== '';
}
