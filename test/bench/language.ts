// `npm run bench:language`: what a key press and a completion cost the language server, in a workspace
// of one base, some Components and many overlays on the real disk.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { defaultOptions } from '../../src/kustomize/options.ts';
import { createAnalysis } from '../../src/language/analysis.ts';
import { createBuildRoot } from '../../src/language/buildRoot.ts';
import { createCompletionSources } from '../../src/language/completionSources.ts';
import { completionsAt } from '../../src/language/completionsAt.ts';
import { placeFindings } from '../../src/language/placedFindings.ts';
import { findRoots } from '../../src/language/roots.ts';
import { createRuleCheck } from '../../src/language/rules/check.ts';
import { uriOf } from '../../src/node/fileUri.ts';
import { planOutsideWatches } from '../../src/server/outsidePlan.ts';
import { createServerWorkspace } from '../../src/server/workspace.ts';
import { median, quantile } from './figures.ts';

const overlays = Number(process.argv[2] ?? 200);
const services = 60;
const presses = 60;

const folder = mkdtempSync(join(tmpdir(), 'kubewright-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const names = Array.from({ length: services }, (_, i) => `service-${i}`);
for (const name of names) {
  write(
    `base/${name}.yaml`,
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n  template:\n    spec:\n      containers:\n      - name: app\n        image: registry.example.com/${name}:1.0\n`,
  );
}
const base = `resources:\n${names.map(name => `- ${name}.yaml\n`).join('')}`;
const overlay = (i: number) =>
  `namespace: team-${i}\nresources:\n- ../../base\nimages:\n- name: registry.example.com/service-${i % services}\n  newTag: "2"\n`;
write('base/kustomization.yaml', base);
for (let i = 0; i < overlays; i += 1) write(`overlays/o${i}/kustomization.yaml`, overlay(i));

const settings = {
  buildOptions: async () => defaultOptions,
  kubernetesVersion: async () => undefined,
  trusted: false,
  answers: false,
  forget: () => undefined,
};
const workspace = createServerWorkspace({
  fetching: () => ({
    request: () => undefined,
    remote: () => undefined,
    chart: () => undefined,
    again: () => [],
    dispose: () => undefined,
  }),
  settings: () => settings,
  cluster: () => ({ target: { version: undefined, typeOf: () => undefined }, change: () => false }),
});
workspace.changeFolders([uriOf(folder)], []);
let planned = 0;
const all = createRuleCheck();
const none = createRuleCheck({}, []);
let rules = all;
const analysis = createAnalysis({
  build: createBuildRoot(workspace, () => rules),
  onFindings: () => undefined,
  onPaths: () => {
    planned += 1;
    planOutsideWatches(analysis.paths(), workspace.folders, () => true);
  },
  onFailure(_root, error) {
    throw error;
  },
  pause: async () => undefined,
});
const { signal } = new AbortController();
const update = (changed: readonly string[], added: readonly string[]) =>
  analysis.update({ changed, added, removed: [] }, signal);

/** Types one letter after the other at the end of a file, and takes the time until everything is known again. */
async function typeInto(path: string, text: string): Promise<number[]> {
  const times: number[] = [];
  const uri = uriOf(join(folder, path));
  for (let i = 1; i <= presses; i += 1) {
    const start = performance.now();
    const typed = `${text}# ${'x'.repeat(i)}\n`;
    const changed = workspace.open(TextDocument.create(uri, 'yaml', i, typed));
    await update([changed ?? ''], [dirname(changed ?? '')]);
    placeFindings(analysis.findings(uri), typed, {});
    times.push(performance.now() - start);
  }
  return times;
}

async function completeAt(path: string, text: string): Promise<number[]> {
  const times: number[] = [];
  const at = join(folder, path);
  const lines = text.split('\n');
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  const sources = createCompletionSources(workspace, analysis);
  for (let i = 0; i < presses; i += 1) {
    workspace.open(TextDocument.create(uriOf(at), 'yaml', i, text));
    const start = performance.now();
    const found = await completionsAt(text, position, at, sources);
    times.push(performance.now() - start);
    if (found.length === 0) throw new Error(`Nothing is completed behind ${lines.at(-1)}`);
  }
  return times;
}

function report(what: string, times: readonly number[]): void {
  const [middle, late] = [median(times), quantile(times, 0.9)].map(ms => `${ms.toFixed(2)} ms`);
  console.log(`${what}: median ${middle}, p90 ${late}`);
}

console.log(
  `load: ${loadavg()
    .map(value => value.toFixed(2))
    .join(' ')}`,
);
const start = performance.now();
await update([], await findRoots(workspace, signal));
console.log(`${analysis.roots().length} roots at first: ${(performance.now() - start).toFixed(0)} ms`);
const before = planned;
// What the rules cost is what differs between the two, in turn on the same machine.
for (const [check, named] of [
  [none, 'without rules'],
  [all, 'with all rules'],
] as const) {
  rules = check;
  report(`a key in an overlay, ${named}`, await typeInto('overlays/o1/kustomization.yaml', overlay(1)));
  report(
    `a key in the base of ${overlays} overlays, all of them built, ${named}`,
    await typeInto('base/kustomization.yaml', base),
  );
}
console.log(`watches planned anew while typing: ${planned - before} times in ${4 * presses} key presses`);
const completed = overlay(2);
report('a field', await completeAt('overlays/o2/kustomization.yaml', `${completed}nam`));
report('a path', await completeAt('overlays/o2/kustomization.yaml', `${completed}components:\n- `));
report('the name of an image', await completeAt('overlays/o2/kustomization.yaml', `${completed}- name: `));
report(
  'a namespace',
  await completeAt('overlays/o2/kustomization.yaml', `${completed}configMapGenerator:\n- namespace: `),
);
const events = Array.from({ length: 2000 }, (_, i) => ({
  uri: uriOf(join(folder, `base/other-${i}.txt`)),
  listed: true,
}));
const told = performance.now();
workspace.changedOnDisk(events);
console.log(`2,000 files that come at once: ${(performance.now() - told).toFixed(0)} ms`);
