// `npm run bench:engine`: the engine beside the official kustomize, in one run on one machine.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../src/kustomize/build.ts';
import { newBuildCache } from '../../src/kustomize/buildCache.ts';
import { render } from '../../src/kustomize/render/render.ts';
import type { Entry } from '../../src/kustomize/snapshot.ts';
import { createBlockingSnapshot } from '../../src/node/blockingSnapshot.ts';
import { root } from '../install.mjs';
import { buildOracle } from '../oracle/build.ts';
import { sharedData } from '../sharedData.ts';
import { compare, median, quantile, report } from './figures.ts';

const corpus = sharedData('corpus');
if (corpus === undefined) throw new Error('The corpus is not beside the checkout: set KUBEWRIGHT_SHARED.');
const kustomize = await buildOracle();
const truth: Record<string, { sha256?: string }> = JSON.parse(
  readFileSync(join(corpus, 'truth.json'), 'utf8'),
);
const folder = mkdtempSync(join(tmpdir(), 'kubewright-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
cpSync(corpus, folder, { recursive: true });
const roots = Object.keys(truth)
  .filter(name => existsSync(join(folder, name)))
  .map(name => join(folder, name));
const good = roots.filter(path => truth[path.slice(folder.length + 1)]?.sha256 !== undefined);

/** Milliseconds of a whole process; its output is thrown away. */
function timeProcess(program: string, args: readonly string[]): number {
  const start = performance.now();
  spawnSync(program, args, { stdio: 'ignore', env: { ...process.env, GIT_TERMINAL_PROMPT: '0' } });
  return performance.now() - start;
}

console.log(
  `load before: ${loadavg()
    .map(value => value.toFixed(2))
    .join(' ')}`,
);

// 1. Everything once, cold, in one process of ours, against one process of theirs a root.
const official = new Map(roots.map(path => [path, timeProcess(kustomize, ['build', path])]));
const officialTotal = [...official.values()].reduce((sum, value) => sum + value, 0);
const cold = timeProcess(process.execPath, [join(root, 'test/bench/buildAll.ts'), ...roots]);
report('all roots, cold, total ms', compare(cold, officialTotal), '<= 0.25');

// 2. One line of a kustomization edited, warm: an edit never seen before for every root.
const disk = createBlockingSnapshot();
const changed = new Map<string, Entry>();
const snapshot = { entry: (path: string) => changed.get(path) ?? disk.entry(path) };
const cache = newBuildCache();
for (const path of roots) build(path, snapshot, cache);
const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
let serial = 0;

/** The text of a root's kustomization with another name suffix. */
function edited(text: string): string {
  serial += 1;
  const line = `nameSuffix: -e${serial}`;
  return /^nameSuffix:.*$/m.test(text)
    ? text.replace(/^nameSuffix:.*$/m, line)
    : `${text.replace(/\n*$/, '\n')}${line}\n`;
}

function edit(path: string): { file: string; text: string } | undefined {
  const name = names.find(candidate => existsSync(join(path, candidate)));
  if (name === undefined) return undefined;
  const file = join(path, name);
  const entry = disk.entry(file);
  if (entry?.kind !== 'file') return undefined;
  const text = edited(entry.file.text);
  changed.set(file, { ...entry, file: { ...entry.file, text }, bytes: new TextEncoder().encode(text) });
  return { file, text };
}

const warm: number[] = [];
const theirs: number[] = [];
let compared = 0;
let different = 0;
for (const [index, path] of good.entries()) {
  const change = edit(path);
  if (change === undefined) continue;
  const start = performance.now();
  const result = build(path, snapshot, cache);
  const output = render(result.resources);
  warm.push(performance.now() - start);
  theirs.push(official.get(path) ?? 0);
  if (index % 20 === 0) {
    const original = readFileSync(change.file, 'utf8');
    writeFileSync(change.file, change.text);
    const answer = spawnSync(kustomize, ['build', path], { encoding: 'utf8', maxBuffer: 1 << 28 });
    writeFileSync(change.file, original);
    compared += 1;
    const ours = result.problems.some(problem => problem.severity === 'error') ? undefined : output;
    if (ours !== (answer.status === 0 ? answer.stdout : undefined)) {
      different += 1;
      console.log(`  differs: ${path.slice(folder.length + 1)}`);
    }
  }
  changed.delete(change.file);
}
report('edit of a kustomization, warm, median ms', compare(median(warm), median(theirs)), '<= 0.25');
report(
  'edit of a kustomization, warm, p99 ms',
  compare(quantile(warm, 0.99), quantile(theirs, 0.99)),
  '<= 0.25',
);
console.log(`  outputs compared with the official one: ${compared}, different: ${different}`);

// 3. One line of a base edited that most overlays share: all of them fresh.
const readers = new Map<string, string[]>();
for (const path of good) {
  for (const [read, entry] of build(path, snapshot, cache).reads) {
    if (
      entry.kind === 'file' &&
      names.some(name => read.endsWith(`/${name}`)) &&
      read !== join(path, read.split('/').at(-1) ?? '')
    ) {
      readers.set(read, [...(readers.get(read) ?? []), path]);
    }
  }
}
const [shared, overlays = []] = [...readers].toSorted((a, b) => b[1].length - a[1].length)[0] ?? [];
if (shared !== undefined) {
  edit(shared.slice(0, shared.lastIndexOf('/')));
  const start = performance.now();
  for (const path of overlays) render(build(path, snapshot, cache).resources);
  const ours = performance.now() - start;
  const all = overlays.reduce((sum, path) => sum + (official.get(path) ?? 0), 0);
  report(`edit of a base of ${overlays.length} overlays, all fresh, ms`, compare(ours, all), '<= 0.1');
  changed.clear();
}

// 4. Our command line as a process.
const cli = join(root, 'dist/cli.cjs');
execFileSync(process.execPath, [join(root, 'esbuild.mjs')], { cwd: root });
const sample = good.filter((_, index) => index % 25 === 0);
const cliTimes = sample.map(path => timeProcess(process.execPath, [cli, 'build', path]));
const officialTimes = sample.map(path => timeProcess(kustomize, ['build', path]));
report(
  `kubewright build as a process, median of ${sample.length}, ms`,
  compare(median(cliTimes), median(officialTimes)),
  '<= 4',
);
const largest = good.toSorted((a, b) => (official.get(b) ?? 0) - (official.get(a) ?? 0))[0] ?? '';
const pairs = Array.from({ length: 5 }, () => [
  timeProcess(process.execPath, [cli, 'build', largest]),
  timeProcess(kustomize, ['build', largest]),
]);
report(
  'kubewright build as a process, slowest root, ms',
  compare(median(pairs.map(pair => pair[0] ?? 0)), median(pairs.map(pair => pair[1] ?? 0))),
  '<= 0.7',
);

// 5. What stays in memory with the whole corpus open.
globalThis.gc?.();
console.log(
  `heap with every root open: ${(process.memoryUsage().heapUsed / 1e6).toFixed(0)} MB (goal <= 250)`,
);

// 6. Growth with the size of a root.
for (const factor of [1, 10, 100]) {
  const path = join(folder, `synthetic-${factor}`);
  execFileSync('mkdir', ['-p', path]);
  const object = (i: number) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web${i}}\nspec:\n  template:\n    spec:\n      containers:\n      - {name: c, image: "nginx:1"}\n`;
  writeFileSync(
    join(path, 'all.yaml'),
    Array.from({ length: 20 * factor }, (_, i) => object(i)).join('---\n'),
  );
  writeFileSync(
    join(path, 'kustomization.yaml'),
    'resources: [all.yaml]\nnamePrefix: p-\nimages: [{name: nginx, newTag: "2"}]\n',
  );
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    render(build(path, createBlockingSnapshot()).resources);
    return performance.now() - start;
  });
  console.log(
    `synthetic root, ${20 * factor} Deployments: ${(median(times) / factor).toFixed(2)} ms a unit of 20`,
  );
}
console.log(
  `load after: ${loadavg()
    .map(value => value.toFixed(2))
    .join(' ')}`,
);
