import { join } from 'node:path';
import { cacheFolder } from '../cacheFolder.ts';

/** The VS Code a test runs in: the newest that was tried, or the oldest that package.json's engines allow. */
export type EditorVersion = 'latest' | 'oldest';

/** The code-server release that carries each; its 4.N is VS Code 1.N. */
export const codeServerVersions: Readonly<Record<EditorVersion, string>> = {
  latest: '4.139.1',
  oldest: '4.105.1',
};

/**
 * The Node of the oldest desktop extension host: VS Code 1.105 asks for Electron 37.6.0 (target in its .npmrc),
 * which embeds Node 22.19.0, and the same tag's remote/.npmrc names 22.19.0 for its server.
 */
export const oldestNodeVersion = '22.19.0';

/** A prepared VS Code server: what to run and with which Node. */
export interface Editor {
  readonly version: EditorVersion;
  /** Of code-server, for instance `4.139.1`. */
  readonly release: string;
  /** The executable of the Node its extension host runs on. */
  readonly node: string;
  /** VS Code's server, a script for that Node. */
  readonly serverMain: string;
}

/** Where the parts of a VS Code live once {@link prepareEditor} made them; says nothing about their presence. */
export function editorAt(version: EditorVersion): Editor {
  const release = codeServerVersions[version];
  return {
    version,
    release,
    node: version === 'oldest' ? join(nodeFolder(), nodeExecutable()) : process.execPath,
    serverMain: join(codeServerFolder(release), 'lib', 'vscode', 'out', 'server-main.js'),
  };
}

/** The folder of an unpacked code-server release in the cache. */
export function codeServerFolder(release: string): string {
  return join(cacheFolder(), `code-server-${release}`, 'node_modules', 'code-server');
}

/** The npm package that holds Node for this machine. */
export function nodePackage(): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${process.arch}`;
}

function nodeFolder(): string {
  return join(cacheFolder(), `node-${oldestNodeVersion}`, 'node_modules', nodePackage());
}

function nodeExecutable(): string {
  return join('bin', process.platform === 'win32' ? 'node.exe' : 'node');
}
