import { describe, expect, test } from 'vitest';
import { rules } from '../../src/language/rules/rules.ts';
import { sharedData } from '../sharedData.ts';
import { findingsIn, placeIn } from './findings.ts';
import { type Reviewed, reviewedFindings } from './reviewedFindings.ts';

const corpus = sharedData('corpus');
const codes: ReadonlySet<string> = new Set(rules.map(({ code }) => code));

/** What a rule says of real repositories was looked at: one that is often wrong would be turned off by everybody. */
describe.runIf(corpus !== undefined)('the findings of rules in the corpus', () => {
  test('are the reviewed ones', { timeout: 300_000 }, async () => {
    const counts = new Map<string, number>();
    for (const finding of await findingsIn(corpus ?? '')) {
      const { code, file, line } = placeIn(corpus ?? '', finding);
      if (!codes.has(code)) continue;
      const place = reviewedPlace(code, file) ?? `${file}:${line}, which nobody looked at`;
      const key = `${code} ${place}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const reviewed = reviewedFindings.flatMap(({ code, places }) =>
      Object.entries(places).map(([place, count]) => [`${code} ${place}`, count] as const),
    );
    expect(Object.fromEntries(counts)).toEqual(Object.fromEntries(reviewed));
  });

  test('have a verdict each, of a rule that there is', () => {
    const unknown = ({ code, verdict }: Reviewed) => !codes.has(code) || verdict === '';
    expect(reviewedFindings.filter(unknown)).toEqual([]);
  });
});

function reviewedPlace(code: string, file: string): string | undefined {
  const places = reviewedFindings
    .filter(reviewed => reviewed.code === code)
    .flatMap(reviewed => Object.keys(reviewed.places));
  return places.find(place => file === place || file.startsWith(`${place}/`));
}
