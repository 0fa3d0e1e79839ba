import { expect, test } from 'vitest';
import { relatedRangesIn } from '../../src/server/relatedRanges.ts';
import { rangeOf } from '../../src/yaml/range.ts';

const object = (name: string, data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  a: ${data}\n`;
const place = (document: number, path: (string | number)[], part: 'key' | 'value' = 'value') => ({
  uri: 'file:///a.yaml',
  document,
  path,
  part,
});

test.each([
  ['an object', place(1, [])],
  ['a key', place(1, ['metadata', 'name'], 'key')],
  ['a value', place(1, ['metadata', 'name'])],
  ['a path that is not there', place(1, ['metadata', 'gone'])],
])('%s in a big file begins where it does in a small one', (_, location) => {
  const [small, big] = [10, 200_000].map(
    size => `${object('one', 'x'.repeat(size))}---\n${object('two', 'y')}`,
  );
  expect(relatedRangesIn('file:///a.yaml', big!)(location).start).toEqual(rangeOf(location, small!).start);
});

test('many places in a big file take no time that a reader notices', () => {
  const text = Array.from({ length: 3000 }, (_, i) => object(`n${i}`, 'x'.repeat(200))).join('---\n');
  const start = performance.now();
  const rangeIn = relatedRangesIn('file:///a.yaml', text);
  for (let i = 0; i < 20; i += 1) expect(rangeIn(place(i * 100, [])).start.line).toBe(i * 100 * 7);
  expect(performance.now() - start).toBeLessThan(1000);
});
