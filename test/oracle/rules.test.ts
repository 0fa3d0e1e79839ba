import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { defaultOptions } from '../../src/kustomize/options.ts';
import { createBuildRoot } from '../../src/language/buildRoot.ts';
import { createFindingStore, type Finding } from '../../src/language/findings.ts';
import { findRoots } from '../../src/language/roots.ts';
import { createRuleCheck } from '../../src/language/rules/check.ts';
import { rules } from '../../src/language/rules/rules.ts';
import type { Workspace } from '../../src/language/workspace.ts';
import { createBlockingSnapshot } from '../../src/node/blockingSnapshot.ts';
import { pathOf } from '../../src/node/fileUri.ts';
import { readDirectory } from '../../src/node/readDirectory.ts';
import { sharedData } from '../sharedData.ts';
import { officialBuild } from './official.ts';

const corpus = sharedData('corpus');
const claims = new Map(
  rules.flatMap(rule => (rule.deadEntry === undefined ? [] : [[rule.code as string, rule.deadEntry]])),
);

/** What says of an entry that it does nothing must be right: without the entry no build gives another byte. */
describe.runIf(corpus !== undefined)('an entry of the corpus that is called dead', () => {
  const truth: Record<string, { sha256?: string }> =
    corpus === undefined ? {} : JSON.parse(readFileSync(join(corpus, 'truth.json'), 'utf8'));
  let folder = '';
  let found: readonly Finding[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kubewright-rules-'));
    await cp(corpus ?? '', folder, { recursive: true, mode: 0 });
    found = await deadEntries(folder);
  }, 600_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('is there for every such rule, or the rule has nothing to be proved by', () => {
    const counts = Object.fromEntries([...claims.keys()].map(code => [code, 0]));
    for (const { problem } of found) counts[problem.code] = (counts[problem.code] ?? 0) + 1;
    console.log('Called dead in the corpus:', counts);
    expect(found.length).toBeGreaterThan(0);
  });

  test('can be deleted without a byte of difference', { timeout: 1_200_000 }, async () => {
    const wrong: string[] = [];
    for (const { problem, roots } of found) {
      const { location } = problem;
      if ('start' in location) throw new Error(`${problem.code} has no path`);
      const file = pathOf(location.uri) ?? '';
      const text = readFileSync(file, 'utf8');
      const document = parseDocument(text);
      document.deleteIn(location.path.slice(0, claims.get(problem.code)));
      writeFileSync(file, document.toString({ lineWidth: 0 }));
      for (const root of roots) {
        const expected = truth[root.slice(folder.length + 1)]?.sha256;
        if (expected === undefined) continue;
        const official = await officialBuild(root);
        const hash = 'output' in official ? createHash('sha256').update(official.output).digest('hex') : '';
        if (hash === expected) continue;
        wrong.push(`${problem.code} at ${file} ${location.path.join('.')} for ${root}`);
      }
      writeFileSync(file, text);
    }
    expect(wrong).toEqual([]);
  });
});

/** The findings of such rules over the copy in `folder`, one each. */
async function deadEntries(folder: string): Promise<readonly Finding[]> {
  const snapshot = createBlockingSnapshot();
  const workspace: Workspace = {
    folders: [folder],
    snapshot,
    readDirectory,
    load: async () => undefined,
    buildOptions: async () => defaultOptions,
    text: () => undefined,
  };
  const { signal } = new AbortController();
  const severities = Object.fromEntries(rules.map(({ code }) => [code, 'warning'] as const));
  const build = createBuildRoot(
    workspace,
    createRuleCheck(
      severities,
      rules.filter(rule => claims.has(rule.code)),
    ),
  );
  const store = createFindingStore();
  const uris = new Set<string>();
  for (const root of await findRoots(workspace, signal)) {
    if (!existsSync(root)) continue;
    const { problems, judgement } = await build(root, signal);
    store.replace(root, problems, judgement);
    for (const { location } of problems) uris.add(location.uri);
  }
  return [...uris].flatMap(uri => store.of(uri)).filter(({ problem }) => claims.has(problem.code));
}
