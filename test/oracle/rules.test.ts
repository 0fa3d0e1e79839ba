import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/language/findings.ts';
import { pathOf } from '../../src/node/fileUri.ts';
import { sharedData } from '../sharedData.ts';
import { findingsIn } from './findings.ts';
import { officialBuild } from './official.ts';
import { claims, withoutBlamed } from './withoutBlamed.ts';

const corpus = sharedData('corpus');
/** What says of something that it does nothing must be right: without it no build gives another byte. */
describe.runIf(corpus !== undefined)('what is called dead in the corpus', () => {
  const truth: Record<string, { sha256?: string }> =
    corpus === undefined ? {} : JSON.parse(readFileSync(join(corpus, 'truth.json'), 'utf8'));
  let folder = '';
  let found: readonly Finding[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kubewright-rules-'));
    await cp(corpus ?? '', folder, { recursive: true, mode: 0 });
    const all = await findingsIn(folder, [...claims.values()]);
    found = all.filter(({ problem }) => claims.has(problem.code));
  }, 600_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('is there for every such rule, or the rule has nothing to be proved by', () => {
    const counts = Object.fromEntries([...claims.keys()].map(code => [code, 0]));
    for (const { problem } of found) counts[problem.code] = (counts[problem.code] ?? 0) + 1;
    console.log('Called dead in the corpus:', counts);
    expect(found.length).toBeGreaterThan(0);
  });

  test('can be deleted or changed without a byte of difference', { timeout: 1_200_000 }, async () => {
    const wrong: string[] = [];
    for (const { problem, roots } of found) {
      const { location } = problem;
      const rule = claims.get(problem.code);
      if (rule === undefined) throw new Error(`${problem.code} claims nothing`);
      const file = pathOf(location.uri) ?? '';
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, withoutBlamed(text, rule, location));
      for (const root of roots) {
        const expected = truth[root.slice(folder.length + 1)]?.sha256;
        if (expected === undefined) continue;
        const official = await officialBuild(root);
        const hash = 'output' in official ? createHash('sha256').update(official.output).digest('hex') : '';
        if (hash === expected) continue;
        wrong.push(`${problem.code} at ${file} ${JSON.stringify(location)} for ${root}`);
      }
      writeFileSync(file, text);
    }
    expect(wrong).toEqual([]);
  });
});
