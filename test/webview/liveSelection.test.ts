import { expect, test } from 'vitest';
import { createLiveSelection } from '../../src/webview/resourceTable/liveSelection.ts';
import { createRowModel } from '../../src/webview/resourceTable/rowModel.ts';
import { noSelection } from '../../src/webview/resourceTable/selection.ts';

/** A table with rows `a`, `b` and `c`, of which `a` and `b` are selected. */
function table() {
  const model = createRowModel();
  const selection = createLiveSelection(model);
  const take = (
    set: readonly string[],
    how: { fresh?: boolean; whole?: boolean; deleted?: string[] } = {},
  ) => {
    const { fresh = false, whole = true, deleted = [] } = how;
    const rows = set.map(name => ({ key: `ns/${name}`, created: 0, cells: [name] }));
    if (fresh) model.clear();
    model.take(rows, deleted);
    selection.tookRows({ type: 'rows', batch: 1, fresh, whole, set: rows, deleted });
  };
  take(['a', 'b', 'c'], { fresh: true });
  selection.current = { ...noSelection, selected: new Set(['ns/a', 'ns/b']) };
  return { model, selection, take };
}

test('rows that come again, as after a lost connection, are still selected', () => {
  const { selection, take } = table();
  take([], { fresh: true, whole: false });
  expect(selection.count).toBe(0);
  take(['a'], { whole: false });
  expect(selection.count).toBe(1);
  take(['b', 'c']);
  expect([...selection.current.selected]).toEqual(['ns/a', 'ns/b']);
});

test('a row that does not come again is no longer selected, so that nothing is done to its successor', () => {
  const { selection, take } = table();
  take(['a', 'c'], { fresh: true });
  expect([...selection.current.selected]).toEqual(['ns/a']);
  take(['b']);
  expect([...selection.current.selected]).toEqual(['ns/a']);
});

test('a row that is deleted or filtered away is no longer selected', () => {
  const { model, selection, take } = table();
  take([], { deleted: ['ns/a'] });
  expect([...selection.current.selected]).toEqual(['ns/b']);
  model.setFilter('c');
  selection.prune();
  expect(selection.count).toBe(0);
  model.setFilter('');
  expect(selection.count).toBe(0);
});
