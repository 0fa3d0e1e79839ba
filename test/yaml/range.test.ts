import { expect, test } from 'vitest';
import { rangeOf } from '../../src/yaml/range.ts';

const uri = 'file:///a.yaml';

/** Up to the beginning of a later line it would take in the comments and blank lines between two items. */
test.each([
  [
    'an item of several lines',
    'images:\n- name: a\n  newTag: b\n\n# next\n- name: c\n',
    ['images', 0],
    [1, 2, 2, 11],
  ],
  ['the last item', 'images:\n- name: a\n  newTag: b\n', ['images', 0], [1, 2, 2, 11]],
  ['a text in a block', 'a: |\n  one\n  two\n\nb: c\n', ['a'], [0, 3, 2, 5]],
  ['a value in a line', 'a: b # c\n', ['a'], [0, 3, 0, 4]],
] as const)('%s ends at its last character', (_what, text, path, [line, column, lastLine, lastColumn]) => {
  expect(rangeOf({ uri, document: 0, path, part: 'value' }, text)).toEqual({
    start: { line, character: column },
    end: { line: lastLine, character: lastColumn },
  });
});
