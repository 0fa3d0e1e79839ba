// The second part of `npm run bench:language`: the language server as an editor runs it, over real repositories and over
// a folder of 100,000 files, beside the official kustomize in one run on one machine. `--editor` looks at the extension
// host of a real VS Code as well.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../src/kustomize/build.ts';
import { newBuildCache } from '../../src/kustomize/buildCache.ts';
import { createBlockingSnapshot } from '../../src/node/blockingSnapshot.ts';
import { root } from '../install.mjs';
import { buildOracle } from '../oracle/build.ts';
import { sharedData } from '../sharedData.ts';
import { compare, median, quantile, report } from './figures.ts';
import { measureHost } from './languageInEditor.ts';
import { startServer } from './serverProcess.ts';

const corpus = sharedData('corpus');
if (corpus === undefined) throw new Error('The corpus is not beside the checkout: set KUBEWRIGHT_SHARED.');
const kustomize = await buildOracle();
execFileSync(process.execPath, [join(root, 'esbuild.mjs')], { cwd: root });
const folder = mkdtempSync(join(tmpdir(), 'kubewright-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const repositories = join(folder, 'corpus');
cpSync(corpus, repositories, { recursive: true });
const truth: Record<string, unknown> = JSON.parse(readFileSync(join(corpus, 'truth.json'), 'utf8'));
const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const files = Object.keys(truth).flatMap(name => {
  const directory = join(repositories, name);
  const file = names.map(each => join(directory, each)).find(existsSync);
  return file === undefined ? [] : [{ directory, file }];
});

const load = () =>
  loadavg()
    .map(value => value.toFixed(2))
    .join(' ');
const ms = (value: number) => `${value.toFixed(1)} ms`;
console.log(`load before: ${load()}`);

// What each official build takes, and who reads each kustomization.
const official = new Map<string, number>();
for (const { directory } of files) {
  const start = performance.now();
  spawnSync(kustomize, ['build', directory], {
    stdio: 'ignore',
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
  });
  official.set(directory, performance.now() - start);
}
const officialTotal = [...official.values()].reduce((sum, value) => sum + value, 0);
const readers = new Map<string, string[]>();
const cache = newBuildCache();
const snapshot = createBlockingSnapshot();
for (const { directory } of files) {
  for (const path of build(directory, snapshot, cache).reads.keys()) {
    readers.set(path, [...(readers.get(path) ?? []), directory]);
  }
}

const readersOf = (file: string) => readers.get(file)?.length ?? 0;

// 1. The workspace is opened at a kustomization with a mistake.
const [first] = files.filter(({ directory }) => readersOf(directory) <= 2);
if (first === undefined) throw new Error('The corpus has no root that can be opened.');
const text = readFileSync(first.file, 'utf8');
const server = await startServer(repositories, { path: first.file, text: `${text}\nnoSuchField: a\n` });
const shown = await server.firstDiagnostics(first.file);
await server.settled();
const whole = server.elapsed();
const { heap, blocked } = await server.measure();
console.log(`${files.length} roots: first diagnostics of the open file after ${ms(shown)} (goal <= 300)`);
report(`${files.length} roots, whole workspace, ms`, compare(whole, officialTotal), '<= 0.3');
console.log(`heap with everything open: ${heap.toFixed(0)} MB (goal <= 350)`);
console.log(`the server's event loop was blocked at most ${ms(blocked)} meanwhile`);
server.change(first.file, text);

// 2. One line of each kustomization is edited, as nobody did before.
const times: number[] = [];
const ratios: number[] = [];
const slowest: [number, string][] = [];
let theirs = 0;
for (const [index, { file }] of files.entries()) {
  const before = readFileSync(file, 'utf8');
  server.open(file, before);
  await server.settled();
  const line = `nameSuffix: -e${index}`;
  const edited = /^nameSuffix:.*$/m.test(before)
    ? before.replace(/^nameSuffix:.*$/m, line)
    : `${before.replace(/\n*$/, '\n')}${line}\n`;
  const start = performance.now();
  server.change(file, edited);
  await server.settled();
  const took = performance.now() - start;
  const affected = (readers.get(file) ?? []).reduce((sum, each) => sum + (official.get(each) ?? 0), 0);
  times.push(took);
  slowest.push([took, `${file.slice(repositories.length + 1)}, ${readers.get(file)?.length} roots`]);
  if (affected > 0) ratios.push(took / affected);
  theirs += affected;
  server.close(file);
  await server.settled();
}
const ours = times.reduce((sum, value) => sum + value, 0);
console.log(
  `edit to diagnostics, all roots that read it: median ${ms(median(times))} (goal <= 15), p99 ${ms(quantile(times, 0.99))} (goal <= 200)`,
);
report('the same against a build of each of these roots, total ms', compare(ours, theirs), '<= 0.5');
console.log(
  `the same, ratio of each edit: median ${median(ratios).toFixed(3)}, p99 ${quantile(ratios, 0.99).toFixed(3)}`,
);
for (const [took, what] of slowest.sort(([a], [b]) => b - a).slice(0, 5))
  console.log(`  ${ms(took)} ${what}`);
console.log(`heap afterwards: ${(await server.measure()).heap.toFixed(0)} MB`);
await server.stop();

// 3. A repository of 100,000 files, of which kustomizations reach a few.
const big = join(folder, 'big');
for (let i = 0; i < 1000; i += 1) {
  const directory = join(big, `team-${i % 40}/data-${i}`);
  mkdirSync(directory, { recursive: true });
  for (let j = 0; j < 100; j += 1)
    writeFileSync(join(directory, `f${j}.yaml`), `value: ${'x'.repeat(1000)}\n`);
}
for (let i = 0; i < 20; i += 1) {
  mkdirSync(join(big, `team-${i}/deploy`));
  writeFileSync(
    join(big, `team-${i}/deploy/kustomization.yaml`),
    'resources: [config.yaml]\nnamePrefx: a-\n',
  );
  writeFileSync(
    join(big, `team-${i}/deploy/config.yaml`),
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n',
  );
}
const empty = await startServer(join(folder, 'none'));
await empty.settled();
const own = empty.bytesRead();
await empty.stop();
const wide = await startServer(big);
const found = await wide.firstDiagnostics(join(big, 'team-0/deploy/kustomization.yaml'));
await wide.settled();
console.log(
  `100,000 files, 20 roots: first diagnostics after ${ms(found)}, all after ${ms(wide.elapsed())}, ` +
    `${((wide.bytesRead() - own) / 1024).toFixed(0)} KB of 100 MB read, heap ${(await wide.measure()).heap.toFixed(0)} MB`,
);
await wide.stop();

// 4. The extension host, while all that is told arrives there.
if (process.argv.includes('--editor')) {
  const [base] = files.toSorted((a, b) => readersOf(b.file) - readersOf(a.file));
  await measureHost(repositories, first.file, base?.file ?? first.file);
}
console.log(`load after: ${load()}`);
process.exit(0);
