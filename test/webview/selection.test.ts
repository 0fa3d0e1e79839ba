import { describe, expect, test } from 'vitest';
import {
  allSelected,
  type Choice,
  chosen,
  destination,
  focused,
  noSelection,
  type Order,
  pruned,
  type Selection,
} from '../../src/webview/resourceTable/selection.ts';

function orderOf(keys: readonly string[]): Order {
  return { length: keys.length, keyAt: index => keys[index], indexOf: key => keys.indexOf(key) };
}

const order = orderOf(['a', 'b', 'c', 'd', 'e']);

function clicks(...steps: readonly (readonly [key: string, choice: Choice])[]): Selection {
  return steps.reduce(
    (selection, [key, choice]) => chosen(selection, order, order.indexOf(key), choice),
    noSelection,
  );
}

const table: readonly (readonly [
  what: string,
  steps: readonly (readonly [string, Choice])[],
  selected: readonly string[],
])[] = [
  [
    'a click selects one alone',
    [
      ['a', 'one'],
      ['c', 'one'],
    ],
    ['c'],
  ],
  [
    'Ctrl adds',
    [
      ['a', 'one'],
      ['c', 'toggle'],
    ],
    ['a', 'c'],
  ],
  [
    'Ctrl takes away',
    [
      ['a', 'one'],
      ['c', 'toggle'],
      ['a', 'toggle'],
    ],
    ['c'],
  ],
  [
    'Shift selects all up to there',
    [
      ['b', 'one'],
      ['d', 'range'],
    ],
    ['b', 'c', 'd'],
  ],
  [
    'Shift upwards',
    [
      ['d', 'one'],
      ['b', 'range'],
    ],
    ['b', 'c', 'd'],
  ],
  [
    'Shift again begins at the same row',
    [
      ['b', 'one'],
      ['e', 'range'],
      ['a', 'range'],
    ],
    ['a', 'b'],
  ],
  [
    'Shift after Ctrl begins at the row of Ctrl',
    [
      ['a', 'one'],
      ['c', 'toggle'],
      ['d', 'range'],
    ],
    ['c', 'd'],
  ],
  ['Shift first selects the row alone', [['c', 'range']], ['c']],
];

describe('selecting', () => {
  test.each(table)('%s', (_what, steps, selected) => {
    expect([...clicks(...steps).selected].sort()).toEqual(selected);
  });

  test('all takes every row that is to be seen', () => {
    expect(allSelected(noSelection, order).selected.size).toBe(5);
  });

  test('what is filtered out is no longer selected, or it would be deleted unseen', () => {
    const selection = clicks(['a', 'one'], ['c', 'toggle']);
    expect([...pruned(selection, key => key === 'a').selected]).toEqual(['a']);
    expect(pruned(selection, () => true)).toBe(selection);
  });

  test('a range goes on where its first row is gone', () => {
    const selection = clicks(['e', 'one']);
    expect([...chosen(selection, orderOf(['a', 'b']), 1, 'range').selected]).toEqual(['b']);
  });

  test('Ctrl with an arrow moves the focus and leaves the selection', () => {
    const selection = focused(clicks(['a', 'one']), order, 3);
    expect(selection.focus).toBe('d');
    expect([...selection.selected]).toEqual(['a']);
  });
});

test.each([
  ['ArrowDown', 'b', 2],
  ['ArrowDown', 'e', 4],
  ['ArrowUp', 'b', 0],
  ['ArrowUp', 'a', 0],
  ['PageDown', 'a', 2],
  ['PageDown', 'd', 4],
  ['PageUp', 'e', 2],
  ['Home', 'c', 0],
  ['End', 'a', 4],
  ['ArrowDown', undefined, 0],
  ['x', 'a', undefined],
] as const)('%s from %s leads to row %s', (key, focus, expected) => {
  expect(destination(key, { ...noSelection, focus }, order, 3)).toBe(expected);
});
