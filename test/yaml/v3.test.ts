import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseV3 } from '../../src/yaml/v3/parse.ts';
import { printV3 } from '../../src/yaml/v3/print.ts';

function reprinted(text: string): string {
  const document = parseV3(text);
  return document === undefined || document === 'empty' ? String(document) : printV3(document);
}

/** Configuration in a string comes back with its comments where a person put them. */
test.each([
  ['# about the file\n\n# about a\na: 1 # one\n# about b\nb:\n- x\n# foot of b\n\nc: 3\n', undefined],
  ['a: 1\n\n\nb: 2\n', 'a: 1\nb: 2\n'],
  ['a:\n    - "q"\n    - b: 1\n      c: 2\n', 'a:\n- "q"\n- b: 1\n  c: 2\n'],
  ['a: |\n    text\n', 'a: |\n  text\n'],
  ['a:   [1,   two]\n', 'a: [1, two]\n'],
  ['a: &x 1\nb: *x\n', undefined],
  ['a: !!str 1\nb: !mine {c: d}\n', undefined],
  ['a: [\n  1, # one\n  2\n]\n', 'a: [1, # one\n  2]\n'],
])('%j', (text, printed) => {
  expect(reprinted(text)).toBe(printed ?? text);
});

test('text that is no YAML, or nothing, is told apart', () => {
  expect(parseV3('a: b: c')).toBeUndefined();
  expect(parseV3('# only a comment\n')).toBe('empty');
  expect(parseV3('')).toBe('empty');
});

/** Whatever stands in a string of a resource, a build goes on. */
test('no text makes it throw', () => {
  const piece = fc.constantFrom(
    'a',
    ':',
    ': ',
    '- ',
    '\n',
    '  ',
    '#',
    ' # c',
    '[',
    ']',
    '{',
    '}',
    ',',
    '"',
    "'",
    '|',
    '>',
  );
  const odd = fc.constantFrom(
    '? ',
    '&x ',
    '*x',
    '!!int ',
    '!',
    '---',
    '...',
    '\t',
    '\r\n',
    '%',
    '<<',
    '\ufeff',
    'é',
    '\u2028',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, odd), { maxLength: 40 }), pieces => {
      reprinted(pieces.join(''));
    }),
    { numRuns: 3000, seed: 5 },
  );
  expect(reprinted('['.repeat(900) + ']'.repeat(900))).toContain('[[');
});
