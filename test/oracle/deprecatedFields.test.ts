import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { defaultOptions } from '../../src/kustomize/options.ts';
import { createAnalysis } from '../../src/language/analysis.ts';
import { createBuildRoot } from '../../src/language/buildRoot.ts';
import { quickFixes } from '../../src/language/quickFixes.ts';
import { findRoots } from '../../src/language/roots.ts';
import { createRuleCheck } from '../../src/language/rules/check.ts';
import { deprecatedField } from '../../src/language/rules/kustomization/deprecatedField.ts';
import type { Workspace } from '../../src/language/workspace.ts';
import { createBlockingSnapshot } from '../../src/node/blockingSnapshot.ts';
import { uriOf } from '../../src/node/fileUri.ts';
import { readDirectory } from '../../src/node/readDirectory.ts';
import { rangesIn } from '../../src/yaml/range.ts';
import { deprecatedFieldCases, deprecatedFieldFiles } from '../fixtures/deprecatedFields.ts';
import { fixed } from '../language/fixed.ts';
import { sharedData } from '../sharedData.ts';
import { officialBuild, withFiles } from './official.ts';

const path = '/app/kustomization.yaml';

/** Who takes the quick fix must deploy the same bytes as before. */
describe('the official tool builds the same without the deprecated field', () => {
  const offered = deprecatedFieldCases.filter(({ after }) => after !== undefined);
  test.each(offered)('$what', async ({ before, others }) => {
    const files: Record<string, string> = { ...deprecatedFieldFiles, ...others, [path]: before };
    const { text } = await fixed(files, path, [deprecatedField]);
    const build = (kustomization: string | undefined) => {
      if (kustomization === undefined) throw new Error('no fix was offered');
      return withFiles({ ...files, [path]: kustomization }, directory =>
        officialBuild(
          join(directory, others?.['/overlay/kustomization.yaml'] === undefined ? 'app' : 'overlay'),
        ),
      );
    };
    const [old, now] = [await build(before), await build(text)];
    expect(old).toHaveProperty('output');
    expect(now).toEqual(old);
  });
});

const corpus = sharedData('corpus');

describe.runIf(corpus !== undefined)('a deprecated field of a real repository', () => {
  const truth: Record<string, { sha256?: string }> =
    corpus === undefined ? {} : JSON.parse(readFileSync(join(corpus, 'truth.json'), 'utf8'));
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kubewright-deprecated-'));
    await cp(corpus ?? '', folder, { recursive: true, mode: 0 });
  }, 600_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('goes without a byte of difference wherever its fix is offered', { timeout: 1_200_000 }, async () => {
    const counts: Record<string, { found: number; offered: number }> = {};
    const wrong: string[] = [];
    for (const { problem, text, path, roots, workspace } of await deprecatedIn(folder)) {
      const range = rangesIn(text)(problem.location);
      const [fix] = await quickFixes({ problem, range, text, path, workspace, roots });
      const field = 'field' in problem.params ? problem.params.field : '';
      const count = counts[field] ?? { found: 0, offered: 0 };
      counts[field] = count;
      count.found += 1;
      if (fix === undefined) continue;
      count.offered += 1;
      writeFileSync(path, TextDocument.applyEdits(TextDocument.create('', 'yaml', 1, text), [...fix.edits]));
      for (const root of roots) {
        const expected = truth[root.slice(folder.length + 1)]?.sha256;
        if (expected === undefined) continue;
        const official = await officialBuild(root);
        const hash = 'output' in official ? createHash('sha256').update(official.output).digest('hex') : '';
        if (hash !== expected) wrong.push(`${path} ${field} for ${root}`);
      }
      writeFileSync(path, text);
    }
    console.log('Deprecated fields in the corpus:', counts);
    expect(Object.values(counts).some(({ offered }) => offered > 0)).toBe(true);
    expect(wrong).toEqual([]);
  });
});

/** Every deprecated field below a folder with what a fix is made from. */
async function deprecatedIn(folder: string) {
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
  const check = createRuleCheck({}, [deprecatedField]);
  const analysis = createAnalysis({
    build: createBuildRoot(workspace, () => check),
    onFindings: () => undefined,
    onFailure(_root, error) {
      throw error;
    },
    pause: async () => undefined,
  });
  await analysis.update({ changed: [], added: await findRoots(workspace, signal), removed: [] }, signal);
  return [...analysis.paths()].flatMap(path => {
    const found = analysis
      .findings(uriOf(path))
      .filter(({ problem }) => problem.code === deprecatedField.code);
    const roots = analysis.readersOf(path);
    return found.map(({ problem }) => ({
      problem,
      text: readFileSync(path, 'utf8'),
      path,
      roots,
      workspace,
    }));
  });
}
