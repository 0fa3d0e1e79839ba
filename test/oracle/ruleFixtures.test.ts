import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { rules } from '../../src/language/rules/rules.ts';
import { analyse } from '../language/checkDiagnostics.ts';
import { parseFixture } from '../language/fixture.ts';
import { fixturesIn } from '../language/problemFixtures.ts';
import { officialBuild, withFiles } from './official.ts';

const claims = new Map(
  rules.flatMap(rule => (rule.deadEntry === undefined ? [] : [[rule.code as string, rule]])),
);
const fixtures = fixturesIn(new URL('../language/rules/', import.meta.url)).flatMap(({ what, fixture }) => {
  const rule = claims.get(what.slice(0, what.indexOf(':')));
  return rule === undefined ? [] : [{ what, files: parseFixture(fixture), rule }];
});

/** Real repositories do not hold every kind of dead entry; the fixtures do. */
describe('an entry of a fixture that is called dead', () => {
  test.each(fixtures)('$what', async ({ files, rule }) => {
    const { analysis } = await analyse(files, {}, [rule]);
    for (const path of Object.keys(files)) {
      for (const { problem, roots } of analysis.findings(`file://${path}`)) {
        const { location } = problem;
        if ('start' in location) throw new Error(`${problem.code} has no path`);
        const document = parseDocument(files[path] ?? '');
        document.deleteIn(location.path.slice(0, rule.deadEntry));
        const without = { ...files, [path]: document.toString({ lineWidth: 0 }) };
        for (const root of roots) {
          const build = (all: Record<string, string>) =>
            withFiles(all, directory => officialBuild(join(directory, root)));
          const before = await build(files);
          expect(before, `${root} builds`).toHaveProperty('output');
          expect(await build(without), `${root} without ${location.path.join('.')}`).toEqual(before);
        }
      }
    }
  });
});
