import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '../../cluster/json.ts';
import { elementKey, elementStep } from './elements.ts';

/** A value that is there before or after an apply and differs. */
export interface FieldChange {
  /** As field managers write it: `spec.containers[name="web"].image`; keys with dots stand in brackets. */
  readonly field: string;
  /** Where it stands in the object afterwards, or before where it goes. */
  readonly path: readonly (string | number)[];
  /** `undefined` where it is new. */
  readonly before: unknown;
  /** `undefined` where it goes. */
  readonly after: unknown;
}

/** What differs, in the order of the object as it will be, then what goes. Elements of lists are told by what names them. */
export function fieldChanges(before: unknown, after: unknown): FieldChange[] {
  const changes: FieldChange[] = [];
  compare({ field: '', path: [] }, before, after, changes);
  return changes;
}

type Place = Pick<FieldChange, 'field' | 'path'>;

function compare(place: Place, before: unknown, after: unknown, changes: FieldChange[]): void {
  if (isDeepStrictEqual(before, after)) return;
  if (isRecord(before) && isRecord(after)) {
    for (const key of new Set([...Object.keys(after), ...Object.keys(before)])) {
      compare(below(place, fieldStep(key, place.field === ''), key), before[key], after[key], changes);
    }
  } else if (Array.isArray(before) && Array.isArray(after)) {
    compareLists(place, before, after, changes);
  } else {
    changes.push({ ...place, before, after });
  }
}

function compareLists(
  place: Place,
  before: readonly unknown[],
  after: readonly unknown[],
  changes: FieldChange[],
): void {
  const was = new Map(before.map((item, index) => [elementKey(item, index), item]));
  const seen = new Set<string>();
  for (const [index, item] of after.entries()) {
    const key = elementKey(item, index);
    seen.add(key);
    compare(below(place, elementStep(item, index), index), was.get(key), item, changes);
  }
  for (const [index, item] of before.entries()) {
    if (seen.has(elementKey(item, index))) continue;
    changes.push({ ...below(place, elementStep(item, index), index), before: item, after: undefined });
  }
  // The same elements in another order are a change of the list, and of none of them.
  const orderOf = (list: readonly unknown[]) => list.map(elementKey);
  const isReordered = was.size === seen.size && !isDeepStrictEqual(orderOf(before), orderOf(after));
  if (isReordered && [...seen].every(key => was.has(key))) changes.push({ ...place, before, after });
}

function below({ field, path }: Place, text: string, step: string | number): Place {
  return { field: field + text, path: [...path, step] };
}

function fieldStep(key: string, isFirst: boolean): string {
  if (/^[\w-]+$/.test(key)) return isFirst ? key : `.${key}`;
  return `[${JSON.stringify(key)}]`;
}
