import { expect, test } from 'vitest';
import { closeness } from '../../../src/extension/findObject/rank.ts';

/** The row that was meant has to be on top: names from the best to the worst fit, then those that do not fit at all. */
test.each<[word: string, best: readonly string[], none: readonly string[]]>([
  ['web', ['web', 'web-2', 'web-frontend', 'my-web', 'cobweb'], ['we', 'w-b', 'shop']],
  ['wfe', ['wfe-1', 'workflow-feed', 'web-frontend'], ['web', 'efw']],
  ['front', ['front', 'frontend', 'web-frontend', 'storefront'], ['font']],
  ['b-2', ['b-2', 'web-b-2', 'db-2'], ['b2']],
  ['catlog', ['catalog'], ['log']],
  ['coredns', ['coredns-5d78c9869d-abcde'], ['core-dn']],
  ['5d78', ['coredns-5d78c9869d-abcde'], ['coredns-d578']],
])('%s ranks names as a person means it', (word, best, none) => {
  const fits = best.map(name => closeness(word, name) ?? 0);
  expect(fits).toEqual(fits.toSorted((one, other) => other - one));
  expect(fits.every(each => each > 0)).toBe(true);
  for (const name of none) expect(closeness(word, name), name).toBeUndefined();
});

/** Letters strewn over a long name are nobody's wish. */
test('letters that are too far apart do not fit', () => {
  expect(closeness('aeiouy', 'xaxxexxixxoxxuxxy')).toBeUndefined();
});
