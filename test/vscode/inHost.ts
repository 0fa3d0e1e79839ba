import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { projectRoot } from './server.ts';
import type { InHostResult } from './suite/results.ts';
import { codeServerVersions, type EditorVersion } from './versions.ts';

/** What a run of the in-host suite brought back. */
export interface InHostRun {
  readonly results: readonly InHostResult[];
  /** What the extension host and VS Code printed. */
  readonly output: string;
}

/**
 * Runs test/vscode/suite in the extension host of a real VS Code with the project's extension, on a folder.
 * By default that is the server of {@link startServer}; KUBEWRIGHT_TEST_EDITOR=desktop downloads a desktop VS Code.
 * Rejects where no results came back, which is to say that VS Code or the suite did not start.
 */
export async function runInHost(
  version: EditorVersion,
  folder: string,
  suite: 'activation' | 'coldStart' | 'fleet' | 'remote' = 'activation',
): Promise<InHostRun> {
  const cache = join(projectRoot, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  // Within the project, so that the bundle finds mocha.
  const bundleFolder = await mkdtemp(join(cache, 'suite-'));
  const resultsFolder = await mkdtemp(join(tmpdir(), 'kubewright-suite-'));
  const resultsFile = join(resultsFolder, 'results.json');
  let output = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      output += String(chunk);
      done();
    },
  });
  try {
    const tests = await bundleSuite(bundleFolder);
    const exit = await runTests({
      ...editorOptions(version, folder),
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: tests,
      extensionTestsEnv: {
        KUBEWRIGHT_TEST_RESULTS: resultsFile,
        KUBEWRIGHT_TEST_SUITE: suite,
        KUBEWRIGHT_TEST_EDITOR_VERSION: version,
        PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`,
      },
      stdout: sink,
      stderr: sink,
    }).catch(error => error.code ?? 1);
    const results = await readFile(resultsFile, 'utf8').catch(() => undefined);
    if (results === undefined)
      throw new Error(`VS Code (${version}) ended with ${exit} and no results:\n${output}`);
    return { results: JSON.parse(results) as InHostResult[], output };
  } finally {
    await rm(bundleFolder, { recursive: true, force: true });
    await rm(resultsFolder, { recursive: true, force: true });
  }
}

function editorOptions(version: EditorVersion, folder: string) {
  const launchArgs = [folder, '--disable-extensions'];
  if (process.env['KUBEWRIGHT_TEST_EDITOR'] === 'desktop') {
    return {
      version: version === 'latest' ? 'stable' : `1.${codeServerVersions.oldest.slice(2)}`,
      launchArgs,
    };
  }
  const vscodeExecutablePath = fileURLToPath(new URL('launcher.ts', import.meta.url));
  return { vscodeExecutablePath, launchArgs: [...launchArgs, `--editor-version=${version}`] };
}

async function bundleSuite(folder: string): Promise<string> {
  const outfile = join(folder, 'suite.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('suite/index.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22.19',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
