import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/language/findings.ts';
import { rules } from '../../src/language/rules/rules.ts';
import { type Analysed, analyse } from './checkDiagnostics.ts';
import { apply, fixesOf } from './everyFix.ts';
import { parseFixture, specialFilesOf } from './fixture.ts';
import { fixturesIn, problemFixtures } from './problemFixtures.ts';

const ofRules = fixturesIn(new URL('rules/', import.meta.url));

function findingsIn({ analysis }: Analysed): readonly Finding[] {
  return analysis.files().flatMap(uri => analysis.findings(uri));
}

/** How often the very same is found in a file. */
function countOf(analysed: Analysed, { problem }: Finding): number {
  const keyOf = ({ code, params, location }: Finding['problem']) =>
    JSON.stringify([code, params, location.uri]);
  return findingsIn(analysed).filter(other => keyOf(other.problem) === keyOf(problem)).length;
}

function errorsIn(analysed: Analysed): string[] {
  const errors = findingsIn(analysed).filter(({ problem }) => problem.severity === 'error');
  return errors.map(({ problem }) => problem.code);
}

/** Whoever accepts a fix expects that its finding goes, and that what was built before still is. */
describe('each fix of each finding in the fixtures mends it and breaks nothing', () => {
  test.each([...problemFixtures(), ...ofRules])('$what', async ({ what, fixture }) => {
    const files = parseFixture(fixture);
    const special = specialFilesOf(fixture);
    const code = what.slice(0, Math.max(0, what.indexOf(':')));
    const chosen = rules.filter(rule => rule.code === code);
    const fresh = () => analyse(files, special, chosen);
    const before = await fresh();
    const errors = errorsIn(before);
    for (const [index, finding] of findingsIn(before).entries()) {
      const { problem } = finding;
      for (const [nth, { title }] of (await fixesOf(before, finding)).entries()) {
        const analysed = await fresh();
        const again = findingsIn(analysed)[index];
        const fix = again === undefined ? undefined : (await fixesOf(analysed, again))[nth];
        if (fix === undefined) throw new Error('the fixes differ from one time to the next');
        await apply(analysed, fix, files);
        const told = `${problem.code}: ${title.code}`;
        expect(countOf(analysed, finding), told).toBeLessThan(countOf(before, finding));
        // Who meant to merge learns only then that there is nothing to merge into; that fix is not preferred.
        const mayReveal = problem.code === 'generator.unknown-behavior' && !fix.preferred;
        if (errors.length === 0 && !mayReveal) expect(errorsIn(analysed), told).toEqual([]);
      }
    }
  });
});
