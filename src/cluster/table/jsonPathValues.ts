import { WholeNumber } from '../exactJson.ts';
import { isRecord } from '../json.ts';
import type { Filter, JsonPath, PathStep, Slice } from './jsonPath.ts';

/**
 * What a path selects of an object, in order; empty where it leads to nothing. Where kubectl refuses to go on (an index
 * of what is no list, text compared with a number), nothing is selected.
 */
export function jsonPathValues(object: unknown, path: JsonPath): readonly unknown[] {
  let values: readonly unknown[] = [object];
  for (const step of path) values = taken(values, step);
  return values;
}

/** The values as `kubectl -o custom-columns` prints them: `<none>` where there are none. */
export function jsonPathText(object: unknown, path: JsonPath): string {
  const values = jsonPathValues(object, path);
  return values.length === 0 ? '<none>' : values.map(goText).join(',');
}

function taken(values: readonly unknown[], step: PathStep): readonly unknown[] {
  switch (step.step) {
    case 'field':
      return values.flatMap(value =>
        isRecord(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : [],
      );
    case 'wildcard':
      return values.flatMap(below);
    case 'recursive':
      return values.flatMap(withAllBelow);
    case 'slice':
      return values.flatMap(value => (Array.isArray(value) ? sliced(value, step.slice) : []));
    case 'union':
      return step.paths.flatMap(path => values.flatMap(value => jsonPathValues(value, path)));
    case 'filter':
      return values.flatMap(value =>
        Array.isArray(value) ? value.filter(element => holds(element, step.filter)) : [],
      );
  }
}

/** Keys of objects in the order of the alphabet, since the server's JSON is in that of Go's fields. */
function below(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (!isRecord(value)) return [];
  return Object.keys(value)
    .sort()
    .map(key => value[key]);
}

/** What has something below it, from the outside in. */
function withAllBelow(value: unknown): unknown[] {
  const inner = below(value);
  return inner.length === 0 ? [] : [value, ...inner.flatMap(withAllBelow)];
}

function sliced(list: readonly unknown[], { start, end, isIndex, every }: Slice): readonly unknown[] {
  const first = start < 0 ? start + list.length : start;
  if (isIndex) return first in list ? [list[first]] : [];
  const last = end === undefined ? list.length : end < 0 ? end + list.length : end;
  if (first < 0 || first > list.length || last > list.length) return [];
  return list.slice(first, last).filter((_, index) => index % every === 0);
}

function holds(element: unknown, { left, operator, right }: Filter): boolean {
  const lefts = jsonPathValues(element, left);
  if (operator === undefined) return lefts.length > 0;
  const rights = typeof right === 'object' ? jsonPathValues(element, right) : [right];
  if (lefts.length !== 1 || rights.length !== 1) return false;
  const one = comparable(lefts[0]);
  const other = comparable(rights[0]);
  if (typeof one !== typeof other) return false;
  if (operator === '==') return one === other;
  if (operator === '!=') return one !== other;
  if (typeof one === 'boolean') return false;
  const [low, high] = [one as string | number, other as string | number];
  if (operator === '<') return low < high;
  if (operator === '<=') return low <= high;
  return operator === '>' ? low > high : low >= high;
}

function comparable(value: unknown): unknown {
  return value instanceof WholeNumber ? Number(value) : value;
}

/** As Go's `fmt.Sprint` prints what JSON holds. */
function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (!isRecord(value)) return String(value);
  const entries = Object.keys(value)
    .sort()
    .map(key => `${key}:${goText(value[key])}`);
  return `map[${entries.join(' ')}]`;
}
