import { expect, test } from 'vitest';
import { humanAge } from '../../src/webview/resourceTable/humanAge.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** As kubectl writes them; the row of a table and the same row of kubectl must not tell different ages. */
test.each([
  [0, '0s'],
  [119, '119s'],
  [120, '2m'],
  [9 * minute + 59, '9m59s'],
  [10 * minute + 30, '10m'],
  [179 * minute, '179m'],
  [3 * hour, '3h'],
  [7 * hour + 59 * minute, '7h59m'],
  [8 * hour + minute, '8h'],
  [47 * hour, '47h'],
  [2 * day, '2d'],
  [2 * day + 5 * hour, '2d5h'],
  [7 * day + 23 * hour, '7d23h'],
  [8 * day + hour, '8d'],
  [729 * day, '729d'],
  [2 * 365 * day, '2y'],
  [2 * 365 * day + 3 * day, '2y3d'],
  [8 * 365 * day + 3 * day, '8y'],
  [-3, '0s'],
])('%i seconds are %s', (seconds, text) => {
  const now = 1_700_000_000_000;
  expect(humanAge(now - seconds * 1000, now)).toBe(text);
});

test('what has no time of creation has no age', () => {
  expect(humanAge(0, 1000)).toBe('<unknown>');
});
