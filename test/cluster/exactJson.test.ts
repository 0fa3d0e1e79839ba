import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { fieldChanges } from '../../src/apply/diff/fieldChanges.ts';
import { parseJson } from '../../src/cluster/exactJson.ts';
import { isRecord } from '../../src/cluster/json.ts';

// A number that loses a digit on the way through is shown, compared and sent back as another one.

const text =
  '{"spec":{"big":9007199254740993,"least":-9223372036854775808,"list":[9007199254740993,1],"a":0.1}}';

test('whole numbers keep their digits, and are printed and sent as they came', () => {
  expect(JSON.stringify(parseJson(text))).toBe(text);
  const words = '{"id":"9007199254740993","n":9007199254740991}';
  expect(parseJson(words)).toEqual(JSON.parse(words));
  expect(() => parseJson('{"big":9007199254740993')).toThrow(SyntaxError);
});

test('they are numbers to whoever counts, and no objects', () => {
  const { spec } = parseJson(text) as { spec: { big: unknown } };
  expect([Number(spec.big), String(spec.big), isRecord(spec.big)]).toEqual([
    2 ** 53,
    '9007199254740993',
    false,
  ]);
});

test('two of them differ by their last digit, and what differs is told with all of them', () => {
  const [one, same, other] = [3, 3, 5].map(digit => parseJson(text.replaceAll('0993', `099${digit}`)));
  expect(isDeepStrictEqual(one, same)).toBe(true);
  expect(isDeepStrictEqual(one, other)).toBe(false);
  const changes = fieldChanges(
    { big: parseJson('[9007199254740993]') },
    { big: parseJson('[9007199254740995]') },
  );
  expect(JSON.stringify(changes)).toContain('9007199254740993');
  expect(JSON.stringify(changes)).toContain('9007199254740995');
});
