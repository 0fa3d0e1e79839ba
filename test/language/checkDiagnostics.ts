import { expect } from 'vitest';
import { type BuildOptions, defaultOptions } from '../../src/kustomize/options.ts';
import { type Analysis, createAnalysis } from '../../src/language/analysis.ts';
import { createBuildRoot } from '../../src/language/buildRoot.ts';
import { createCustomTypes } from '../../src/language/customTypes.ts';
import { createDeploymentIndex } from '../../src/language/deployments/deploymentIndex.ts';
import { findRoots } from '../../src/language/roots.ts';
import { createRuleCheck } from '../../src/language/rules/check.ts';
import type { Rule } from '../../src/language/rules/rule.ts';
import { rangesIn } from '../../src/yaml/range.ts';
import { markersOf, parseFixture, specialFilesOf } from './fixture.ts';
import { type MemoryWorkspace, memoryWorkspace, type SpecialFile } from './memoryWorkspace.ts';

/** An analysis of a workspace in memory, with every root that was built since the last look. */
export interface Analysed {
  readonly workspace: MemoryWorkspace;
  readonly analysis: Analysis;
  readonly built: string[];
  /** Hands over changed paths and waits. */
  change(...paths: readonly string[]): Promise<void>;
}

/** Builds all roots of a fixture; a build that throws fails the test. */
export async function analyse(
  files: Readonly<Record<string, string>>,
  special: Readonly<Record<string, SpecialFile>> = {},
  rules: readonly Rule[] = [],
  options: BuildOptions = defaultOptions,
): Promise<Analysed> {
  const workspace = memoryWorkspace(files, special, options);
  const built: string[] = [];
  const check = createRuleCheck({}, rules);
  const types = createCustomTypes(workspace.snapshot);
  const build = createBuildRoot(workspace, () => check, { types });
  const analysis = createAnalysis({
    build(root, signal) {
      built.push(root);
      return build(root, signal);
    },
    types,
    deployments: createDeploymentIndex(workspace, () => check),
    onFindings: () => undefined,
    onFailure(_root, error) {
      throw error;
    },
    pause: async () => undefined,
  });
  const { signal } = new AbortController();
  await analysis.update({ changed: [], added: await findRoots(workspace, signal), removed: [] }, signal);
  return {
    workspace,
    analysis,
    built,
    change: (...changed) => analysis.update({ changed, added: [], removed: [] }, signal),
  };
}

/** Fails unless the findings of a fixture are the ones that its markers name, at their ranges, and no others. */
export async function checkDiagnostics(
  fixture: string,
  rules: readonly Rule[] = [],
  options: BuildOptions = defaultOptions,
): Promise<void> {
  const files = parseFixture(fixture);
  const analysed = await analyse(files, specialFilesOf(fixture), rules, options);
  const markers = Object.entries(files).flatMap(([path, text]) => markersOf(path, text));
  const expected = markers.map(
    ({ path, line, start, end, expectation }) => `${path}:${line + 1} ${start}-${end} ${expectation}`,
  );
  const withRoots = new Set(
    markers.filter(marker => / in \//.test(marker.expectation)).map(marker => marker.path),
  );
  const actual = Object.keys(files).flatMap(path => findingsOf(analysed, path, withRoots.has(path)));
  // With rules it is about what they say; what is not fetched or not run may stand beside it.
  const about = (line: string) => rules.length === 0 || rules.some(({ code }) => line.includes(` ${code}`));
  expect(actual.filter(about).sort()).toEqual(expected.sort());
}

/** One line a finding: `/a/kustomization.yaml:2 2-14 error resource.not-found`. */
export function findingsOf({ workspace, analysis }: Analysed, path: string, withRoots = false): string[] {
  const uri = `file://${path}`;
  const text = workspace.text(uri) ?? '';
  const rangeOf = rangesIn(text);
  return analysis.findings(uri).map(({ problem, roots }) => {
    const { start, end } = rangeOf(problem.location);
    const last = end.line === start.line ? end.character : (text.split('\n')[start.line] ?? '').length;
    const suffix = withRoots ? ` in ${roots.join(' ')}` : '';
    return `${path}:${start.line + 1} ${start.character}-${last} ${problem.severity} ${problem.code}${suffix}`;
  });
}
