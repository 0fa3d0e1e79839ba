import { type Filter, isEmptyFilter, parseFilter, passes } from './filter.ts';
import type { PageColumn, TableRow } from './protocol.ts';
import type { Order } from './selection.ts';
import { compareKeys, compareTexts, isNothing, naturalKey, type SortKey, sortKey } from './sortKey.ts';

/** A row in its place. */
export interface ModelRow {
  readonly row: TableRow;
  readonly namespace: string;
  readonly name: string;
  readonly haystack: string;
  /** Natural keys of name and namespace, so that no two rows are equal. */
  readonly identity: string;
  /** By the column that is sorted by. */
  readonly key: SortKey;
}

/** All rows, and those that are to be seen in their order. Changes cost what they are, not what there is. */
export interface RowModel {
  readonly size: number;
  /** Sorted and filtered; changes in place or is replaced, so it is not to be kept. */
  readonly visible: readonly ModelRow[];
  readonly filter: Filter;
  get(key: string): ModelRow | undefined;
  /** Where a row is among the visible; -1 where it is not. */
  indexOf(key: string): number;
  take(set: readonly TableRow[], deleted: readonly string[]): void;
  clear(): void;
  setFilter(text: string): void;
  /** `undefined` sorts by namespace and name. */
  setSort(column: PageColumn | undefined, descending: boolean): void;
}

/** Fewer changes than this are put in their places one by one; to merge more is cheaper. */
const fewChanges = 48;

/** An empty model, sorted by namespace and name. */
export function createRowModel(): RowModel {
  const rows = new Map<string, ModelRow>();
  let sorted: ModelRow[] = [];
  let visible = sorted;
  let filter = parseFilter('');
  let column: PageColumn | undefined;
  let compare = comparison(false);

  function modelRow(row: TableRow): ModelRow {
    const slash = row.key.indexOf('/');
    const namespace = row.key.slice(0, slash);
    const name = row.key.slice(slash + 1);
    return {
      row,
      namespace,
      name,
      haystack: [...row.cells, namespace].join('\n').toLowerCase(),
      identity: `${naturalKey(namespace)}\0${naturalKey(name)}\0${row.key}`,
      key: keyOf(row, namespace, name, column),
    };
  }

  function refilter(): void {
    visible = isEmptyFilter(filter) ? sorted : sorted.filter(each => passes(filter, each));
  }

  function replace(list: ModelRow[], gone: readonly ModelRow[], fresh: readonly ModelRow[]): ModelRow[] {
    if (gone.length + fresh.length > fewChanges) return merged(list, new Set(gone), fresh, compare);
    for (const each of gone) {
      const index = placeOf(list, each, compare);
      if (list[index] === each) list.splice(index, 1);
    }
    for (const each of fresh) list.splice(placeOf(list, each, compare), 0, each);
    return list;
  }

  return {
    get size() {
      return rows.size;
    },
    get visible() {
      return visible;
    },
    get filter() {
      return filter;
    },
    get: key => rows.get(key),
    indexOf(key) {
      const row = rows.get(key);
      if (row === undefined) return -1;
      const index = placeOf(visible, row, compare);
      return visible[index] === row ? index : -1;
    },
    take(set, deleted) {
      const gone: ModelRow[] = [];
      const fresh = new Map<string, ModelRow>();
      const remove = (key: string) => {
        const known = rows.get(key);
        if (known === undefined) return;
        rows.delete(key);
        // One that came and went within this batch is in no list yet.
        if (!fresh.delete(key)) gone.push(known);
      };
      for (const key of deleted) remove(key);
      for (const row of set) {
        remove(row.key);
        const made = modelRow(row);
        rows.set(row.key, made);
        fresh.set(row.key, made);
      }
      const ordered = [...fresh.values()].sort(compare);
      const isFiltered = visible !== sorted;
      sorted = replace(sorted, gone, ordered);
      visible = isFiltered
        ? replace(
            visible,
            gone,
            ordered.filter(each => passes(filter, each)),
          )
        : sorted;
    },
    clear() {
      rows.clear();
      sorted = [];
      visible = [];
      refilter();
    },
    setFilter(text) {
      filter = parseFilter(text);
      refilter();
    },
    setSort(next, descending) {
      column = next;
      compare = comparison(descending);
      for (const [key, each] of rows) {
        rows.set(key, { ...each, key: keyOf(each.row, each.namespace, each.name, column) });
      }
      sorted = [...rows.values()].sort(compare);
      refilter();
    },
  };
}

/** The visible rows of a model, as selections see them. */
export function orderOf(model: RowModel): Order {
  return {
    get length() {
      return model.visible.length;
    },
    keyAt: index => model.visible[index]?.row.key,
    indexOf: key => model.indexOf(key),
  };
}

/** The text of a row in a column that is not an age. */
export function cellText(
  { cells }: TableRow,
  namespace: string,
  name: string,
  { source }: PageColumn,
): string {
  if (source === 'namespace') return namespace;
  if (source === 'name' || source === 'age') return name;
  return cells[source] ?? '';
}

function keyOf(row: TableRow, namespace: string, name: string, column: PageColumn | undefined): SortKey {
  if (column === undefined) return { number: 0, words: 'same' };
  // What was created later is younger.
  if (column.source === 'age') {
    return { number: row.created > 0 ? -row.created : Number.NaN, words: row.created > 0 ? 'age' : '' };
  }
  return sortKey(cellText(row, namespace, name, column), column.order);
}

function comparison(descending: boolean): (one: ModelRow, other: ModelRow) => number {
  return (one, other) => {
    const none = isNothing(one.key);
    if (none !== isNothing(other.key)) return none ? 1 : -1;
    const order = compareKeys(one.key, other.key);
    if (order !== 0) return descending ? -order : order;
    return compareTexts(one.identity, other.identity);
  };
}

function placeOf(
  list: readonly ModelRow[],
  row: ModelRow,
  compare: (one: ModelRow, other: ModelRow) => number,
): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = list[middle];
    if (there !== undefined && compare(there, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function merged(
  list: readonly ModelRow[],
  gone: ReadonlySet<ModelRow>,
  fresh: readonly ModelRow[],
  compare: (one: ModelRow, other: ModelRow) => number,
): ModelRow[] {
  const result: ModelRow[] = [];
  let next = 0;
  for (const each of list) {
    if (gone.has(each)) continue;
    for (let row = fresh[next]; row !== undefined && compare(row, each) < 0; row = fresh[next]) {
      result.push(row);
      next += 1;
    }
    result.push(each);
  }
  for (const row of fresh.slice(next)) result.push(row);
  return result;
}
