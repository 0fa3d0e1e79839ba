import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PageColumn, TableRow } from '../../src/webview/resourceTable/protocol.ts';
import { createRowModel, type RowModel } from '../../src/webview/resourceTable/rowModel.ts';

const column = (source: PageColumn['source'], order: PageColumn['order'] = 'text'): PageColumn => ({
  id: 'c',
  title: 'C',
  description: '',
  source,
  order,
});

function row(key: string, ...cells: readonly string[]): TableRow {
  return { key, created: 0, cells: [key.split('/')[1] ?? '', ...cells] };
}

const keys = (model: RowModel) => model.visible.map(each => each.row.key);

/** Texts of one column in the order that a person expects, ascending; equal ones keep the order of their names. */
const orders: readonly {
  readonly what: string;
  readonly order?: PageColumn['order'];
  readonly ascending: readonly string[];
}[] = [
  { what: 'numbers', ascending: ['-1', '0', '2', '10', '1.5e3'] },
  { what: 'numbers in words', ascending: ['web-2', 'web-10', 'web-100', 'Web-101'] },
  { what: 'cpu', ascending: ['0', '5m', '100m', '0.5', '1', '1500m', '2k'] },
  { what: 'memory', ascending: ['64Ki', '100k', '16Mi', '1Gi', '2G', '2Gi', '1Ti'] },
  { what: 'ready pods', ascending: ['0/3', '0/5', '1/3', '2/3', '1/1', '2/2', '10/10'] },
  { what: 'addresses', ascending: ['10.0.0.2', '10.0.0.10', '10.0.1.1', '192.168.0.1'] },
  { what: 'ports', ascending: ['53/UDP', '80/TCP', '443/TCP', '8080/TCP'] },
  { what: 'restarts', ascending: ['0', '2', '10', '3 (5m ago)', '12 (1h ago)'] },
  {
    what: 'ages',
    order: 'duration',
    ascending: ['5s', '90s', '2m', '5m30s', '3h', '3h12m', '2d', '9d', '1y3d'],
  },
  { what: 'percentages', ascending: ['5%', '10%', '100%'] },
  { what: 'what is not there, last', ascending: ['a', 'b', '<none>'] },
];

describe('sorting', () => {
  test.each(orders)('puts $what in their natural order', ({ order, ascending }) => {
    const model = createRowModel();
    const rows = ascending.map((text, index) => row(`ns/${index}`, text));
    model.setSort(column(1, order), false);
    model.take(rows.toReversed(), []);
    expect(model.visible.map(each => each.row.cells[1])).toEqual(ascending);
  });

  test('turns around, but what is not there stays last and equal rows in the order of their names', () => {
    const model = createRowModel();
    model.take([row('ns/a', '1'), row('ns/b', '2'), row('ns/c', '<none>'), row('ns/d', '1')], []);
    model.setSort(column(1), true);
    expect(keys(model)).toEqual(['ns/b', 'ns/a', 'ns/d', 'ns/c']);
  });

  test('by age begins with the youngest', () => {
    const model = createRowModel();
    const created = (key: string, at: number) => ({ ...row(key), created: at });
    model.take([created('ns/old', 1000), created('ns/new', 2000), created('ns/unknown', 0)], []);
    model.setSort(column('age'), false);
    expect(keys(model)).toEqual(['ns/new', 'ns/old', 'ns/unknown']);
  });

  test('without a column is by namespace and name', () => {
    const model = createRowModel();
    model.take([row('b/a'), row('a/web-10'), row('a/web-9')], []);
    expect(keys(model)).toEqual(['a/web-9', 'a/web-10', 'b/a']);
  });
});

describe('filtering', () => {
  const filters: readonly (readonly [text: string, expected: readonly string[]])[] = [
    ['', ['models/llm-0', 'shop/db-0', 'shop/web-1']],
    ['web', ['shop/web-1']],
    ['RUNNING', ['models/llm-0', 'shop/web-1']],
    ['running node-a', ['shop/web-1']],
    ['"not ready"', ['shop/db-0']],
    ['"not re', ['shop/db-0']],
    ['ns:shop', ['shop/db-0', 'shop/web-1']],
    ['ns:sh running', ['shop/web-1']],
    ['ns:shop,mod', ['models/llm-0', 'shop/db-0', 'shop/web-1']],
    ['ns:', ['models/llm-0', 'shop/db-0', 'shop/web-1']],
    ['label:app=web', ['models/llm-0', 'shop/db-0', 'shop/web-1']],
    ['shop', ['shop/db-0', 'shop/web-1']],
    ['nothing', []],
  ];

  test.each(filters)('%j leaves %j', (text, expected) => {
    const model = createRowModel();
    model.take(
      [
        row('shop/web-1', 'Running', 'node-a'),
        row('shop/db-0', 'Running, not ready', 'node-b'),
        row('models/llm-0', 'Running', 'node-b'),
      ].map(each => (each.key === 'shop/db-0' ? { ...each, cells: ['db-0', 'not ready', 'node-b'] } : each)),
      [],
    );
    model.setFilter(text);
    expect(keys(model)).toEqual(expected);
  });

  test.each([
    ['label:app=web', 'app=web'],
    ['web l:app=web,tier!=cache', 'app=web,tier!=cache'],
    ['label:app=web label:tier', 'app=web,tier'],
    ['label:"app in (web, db)" x', 'app in (web, db)'],
    ['web', ''],
  ])('%j asks the server for the labels %j', (text, labels) => {
    const model = createRowModel();
    model.setFilter(text);
    expect(model.filter.labels).toBe(labels);
  });
});

/** A table that follows changes by small steps must be the one that would be made from scratch. */
test('any changes, in few or many at once, end in the table of what there is', () => {
  const name = fc.integer({ min: 0, max: 80 }).map(index => `ns-${index % 3}/web-${index}`);
  const made = fc
    .tuple(name, fc.constantFrom('1', '2', '10', 'x', '<none>'))
    .map(([key, cell]) => row(key, cell));
  const step = fc.record({
    set: fc.array(made, { maxLength: 120 }),
    deleted: fc.array(name, { maxLength: 30 }),
  });
  const property = fc.property(
    fc.array(step, { maxLength: 12 }),
    fc.constantFrom('', '1', 'ns:ns-1', 'web-2'),
    fc.boolean(),
    (steps, filter, descending) => {
      const model = createRowModel();
      model.setSort(column(1), descending);
      model.setFilter(filter);
      const truth = new Map<string, TableRow>();
      for (const { set, deleted } of steps) {
        for (const key of deleted) truth.delete(key);
        for (const each of set) truth.set(each.key, each);
        model.take(set, deleted);
      }
      const fresh = createRowModel();
      fresh.take([...truth.values()], []);
      fresh.setSort(column(1), descending);
      fresh.setFilter(filter);
      expect(model.visible.map(each => each.row)).toEqual(fresh.visible.map(each => each.row));
      expect(model.size).toBe(truth.size);
      for (const [index, each] of model.visible.entries()) expect(model.indexOf(each.row.key)).toBe(index);
    },
  );
  fc.assert(property, { numRuns: 150 });
});
