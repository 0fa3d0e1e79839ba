import { isRecord, type JsonRecord } from '../../cluster/json.ts';

/**
 * A set of fields as `managedFields` has it: an entry a path element (`f:data`, `k:{"name":"web"}`, `v:"x"`), whose value
 * holds what is below; `.` inside, or nothing inside, says that the path itself belongs to the set.
 */
export type FieldSet = JsonRecord;

const self = '.';

/** What is below a path element, an empty set where it is none. */
export function below(set: FieldSet, element: string): FieldSet {
  const inner = set[element];
  return isRecord(inner) ? inner : {};
}

/** Whether an entry's own path belongs to its set. */
export function isMember(inner: FieldSet): boolean {
  return self in inner || Object.keys(inner).length === 0;
}

/** The path elements of a set. */
export function elementsOf(set: FieldSet): readonly string[] {
  return Object.keys(set).filter(key => key !== self);
}

/** All fields of both. */
export function union(one: FieldSet, other: FieldSet): FieldSet {
  const all: Record<string, unknown> = { ...one };
  for (const [element, inner] of Object.entries(other)) {
    const known = all[element];
    all[element] = isRecord(known) && isRecord(inner) ? unionBelow(known, inner) : inner;
  }
  return all;
}

/** A member without anything below keeps being one when something comes below it. */
function unionBelow(one: FieldSet, other: FieldSet): FieldSet {
  const both = union(one, other);
  const isOne = isMember(one) || isMember(other);
  return isOne && Object.keys(both).length > 0 ? { [self]: {}, ...both } : both;
}
