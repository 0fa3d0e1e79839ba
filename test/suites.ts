import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildControlPlane } from './cluster/build.ts';
import { buildHelm, buildOracle } from './oracle/build.ts';
import { prepareEditor } from './vscode/prepare.ts';

interface Counts {
  passed: number;
  failed: number;
}

interface Suite {
  readonly name: string;
  /** Makes what the suite needs; each step caches what it made. */
  readonly prepare: readonly (() => Promise<unknown>)[];
  readonly run: () => Promise<Counts>;
}

const bundle = () => command('node', ['esbuild.mjs']);

/** In the order of their cost, so that a mistake shows early. */
const suites: readonly Suite[] = [
  { name: 'check', prepare: [], run: checks },
  { name: 'unit', prepare: [], run: () => vitest('unit') },
  { name: 'oracle', prepare: [buildOracle, buildHelm, bundle], run: () => vitest('oracle') },
  { name: 'cluster', prepare: [buildControlPlane, bundle], run: () => vitest('cluster') },
  { name: 'vscode', prepare: [buildControlPlane, prepareEditor, bundle], run: () => vitest('vscode') },
];

async function command(program: string, args: readonly string[]): Promise<void> {
  const code = await exitCode(program, args);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with exit code ${code}`);
}

function exitCode(program: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', code => resolve(code ?? 1));
  });
}

/** The type checker, for Node and for pages, the linter and formatter, each one check. */
async function checks(): Promise<Counts> {
  const counts = { passed: 0, failed: 0 };
  for (const args of [['tsc'], ['tsc', '-p', 'src/webview'], ['biome', 'ci', '.']]) {
    const [program = '', ...rest] = args;
    if ((await exitCode(program, rest)) === 0) counts.passed += 1;
    else counts.failed += 1;
  }
  return counts;
}

async function vitest(project: string): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'kubewright-results-'));
  const file = join(folder, 'results.json');
  try {
    const code = await exitCode('vitest', [
      'run',
      `--project=${project}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ]);
    const results = JSON.parse(await readFile(file, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
      numTotalTests: number;
      numPendingTests: number;
    };
    const failed = results.numFailedTests;
    // A file that fails to load fails no test of its own, yet the suite did.
    return { passed: results.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter(name => !suites.some(suite => suite.name === name));
  if (unknown.length > 0) {
    console.error(`No suite ${unknown.join(', ')}. There are: ${suites.map(suite => suite.name).join(', ')}`);
    process.exit(2);
  }
  const total = { passed: 0, failed: 0 };
  for (const suite of suites) {
    if (names.length > 0 && !names.includes(suite.name)) continue;
    console.log(`\n== ${suite.name}`);
    const counts = await runSuite(suite);
    total.passed += counts.passed;
    total.failed += counts.failed;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
}

/** A suite whose preparation fails counts as one failure, and the suites behind it still run. */
async function runSuite(suite: Suite): Promise<Counts> {
  try {
    for (const step of suite.prepare) await step();
    return await suite.run();
  } catch (error) {
    console.error(`${suite.name}: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1 };
  }
}

await main(process.argv.slice(2));
