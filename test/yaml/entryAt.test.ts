import { expect, test } from 'vitest';
import { entryAt } from '../../src/yaml/entryAt.ts';
import { entryRange } from '../../src/yaml/entryRange.ts';

/** Where a value is taken out of a manifest, the cursor `$0` says which: the entry goes with the lines that it has for itself. */
test.each([
  ['a key of a mapping', 'a: 1\nb: $0x # why\nc: 2\n', 'a: 1\nc: 2\n'],
  ['behind its first character', 'a: 1\nb: lo$0ng\n', 'a: 1\n'],
  ['a quoted value', 'a: 1\nb: "$0x"\n', 'a: 1\n'],
  ['in an item of a list', 'list:\n- name: a\n  image: $0x\n- name: b\n', 'list:\n- name: a\n- name: b\n'],
  ['in flow style', 'data: {a: 1, b: $0"2", c: 3}\n', 'data: {a: 1, c: 3}\n'],
  ['the last of a mapping, which goes too', 'kind: A\nspec:\n  one: $0x\n', 'kind: A\n'],
  ['in the second document', 'a: 1\n---\na: 1\nb: $0x\n', 'a: 1\n---\na: 1\n'],
  ['a block of text', 'a: 1\nb: |\n  $0one\n  two\nc: 2\n', 'a: 1\nc: 2\n'],
])('%s', (_, marked, expected) => {
  const offset = marked.indexOf('$0');
  const text = marked.replace('$0', '');
  const entry = entryAt(text, offset);
  const cut = entry && entryRange(text, entry);
  expect(cut && text.slice(0, cut.start) + text.slice(cut.end)).toBe(expected);
});

test('where no value stands there is no entry', () => {
  for (const [text, offset] of [
    ['', 0],
    ['a: 1\n', 0],
    ['a: 1\n', 99],
    ['just text', 2],
    ['a: [', 1],
  ] as const) {
    expect(entryAt(text, offset)).toBeUndefined();
  }
});
