import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyse } from '../language/checkDiagnostics.ts';
import { parseFixture } from '../language/fixture.ts';
import { fixturesIn } from '../language/problemFixtures.ts';
import { officialBuild, withFiles } from './official.ts';
import { claims, withoutBlamed } from './withoutBlamed.ts';

const fixtures = fixturesIn(new URL('../language/rules/', import.meta.url)).flatMap(({ what, fixture }) => {
  const rule = claims.get(what.slice(0, what.indexOf(':')));
  return rule === undefined ? [] : [{ what, files: parseFixture(fixture), rule }];
});

/** Real repositories do not hold everything that can be dead; the fixtures do. */
describe('what is called dead in a fixture', () => {
  test.each(fixtures)('$what', async ({ files, rule }) => {
    const { analysis } = await analyse(files, {}, [rule]);
    let [claimed, proofs] = [0, 0];
    for (const path of Object.keys(files)) {
      for (const { problem, roots } of analysis.findings(`file://${path}`)) {
        const { location } = problem;
        if (problem.code !== rule.code) continue;
        claimed += 1;
        const without = { ...files, [path]: withoutBlamed(files[path] ?? '', rule, location) };
        expect(without[path], 'something is taken away').not.toBe(files[path]);
        for (const root of roots) {
          const build = (all: Record<string, string>) =>
            withFiles(all, directory => officialBuild(join(directory, root)));
          const before = await build(files);
          // What has an error, or is a component by itself, proves nothing; the others that have the file do.
          if (!('output' in before)) continue;
          proofs += 1;
          expect(await build(without), `${root} without ${JSON.stringify(location)}`).toEqual(before);
        }
      }
    }
    expect(proofs, 'each is proved somewhere').toBeGreaterThanOrEqual(claimed);
  });
});
