import { existsSync, readFileSync } from 'node:fs';
import { defaultOptions } from '../../src/kustomize/options.ts';
import { createBuildRoot } from '../../src/language/buildRoot.ts';
import { createFindingStore, type Finding } from '../../src/language/findings.ts';
import { findRoots } from '../../src/language/roots.ts';
import { createRuleCheck } from '../../src/language/rules/check.ts';
import type { Rule } from '../../src/language/rules/rule.ts';
import { rules } from '../../src/language/rules/rules.ts';
import type { Workspace } from '../../src/language/workspace.ts';
import { createBlockingSnapshot } from '../../src/node/blockingSnapshot.ts';
import { pathOf } from '../../src/node/fileUri.ts';
import { readDirectory } from '../../src/node/readDirectory.ts';
import { rangesIn } from '../../src/yaml/range.ts';

/** Everything that is found in and below a folder, one finding each, with `chosen` rules on whatever their severity is. */
export async function findingsIn(
  folder: string,
  chosen: readonly Rule[] = rules,
): Promise<readonly Finding[]> {
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
  const loud = Object.fromEntries(
    chosen.flatMap(({ code, severity }) => (severity === 'off' ? [[code, 'hint'] as const] : [])),
  );
  const check = createRuleCheck(loud, chosen);
  const build = createBuildRoot(workspace, () => check);
  const store = createFindingStore();
  for (const root of await findRoots(workspace, signal)) {
    if (!existsSync(root)) continue;
    const { problems, judgement } = await build(root, signal);
    store.replace(root, problems, judgement);
  }
  return store.files().flatMap(uri => store.of(uri));
}

/** A finding as tables of tests name it: its code, its file below `folder`, and its line there, counted from 1. */
export function placeIn(folder: string, { problem }: Finding): { code: string; file: string; line: number } {
  const path = pathOf(problem.location.uri) ?? '';
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const { start } = rangesIn(text)(problem.location);
  return { code: problem.code, file: path.slice(folder.length + 1), line: start.line + 1 };
}
