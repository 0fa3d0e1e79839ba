import { posix } from 'node:path';
import { createOpenFiles, type OpenFiles } from '../../src/kustomize/openFiles.ts';
import { type BuildOptions, defaultOptions } from '../../src/kustomize/options.ts';
import type { Entry } from '../../src/kustomize/snapshot.ts';
import type { DirectoryEntry, Workspace } from '../../src/language/workspace.ts';
import { readGitConfig } from '../../src/node/gitRepository.ts';

/** A workspace in memory that knows a path only once it was loaded, as one on disk does. */
export interface MemoryWorkspace extends Workspace {
  readonly openFiles: OpenFiles;
  /** Writes a file as somebody outside would; gives the paths that may look different now. */
  write(path: string, text: string): readonly string[];
  /** Takes a file away, likewise. */
  remove(path: string): readonly string[];
  /** Paths that were looked at on "disk", in order. */
  readonly looked: readonly string[];
}

/** A file that is more than its text: one that cannot be read, or one of bytes that are no UTF-8. */
export type SpecialFile = { readonly unreadable: string } | { readonly latin1: true };

/** `files` by absolute path, `special` ones among them; the workspace's one folder is `/`. */
export function memoryWorkspace(
  files: Readonly<Record<string, string>>,
  special: Readonly<Record<string, SpecialFile>> = {},
  options: BuildOptions = defaultOptions,
): MemoryWorkspace {
  const texts = new Map(Object.entries(files));
  const known = new Map<string, Entry>();
  const looked: string[] = [];
  const openFiles = createOpenFiles({ entry: path => known.get(path) });
  const namesIn = (directory: string) => {
    const prefix = directory === '/' ? '/' : `${directory}/`;
    const below = [...texts.keys()].filter(path => path.startsWith(prefix));
    return [...new Set(below.map(path => path.slice(prefix.length).split('/')[0] ?? ''))].sort();
  };
  const look = (path: string): Entry => {
    looked.push(path);
    const text = texts.get(path);
    if (text !== undefined) {
      const how = special[path];
      if (how !== undefined && 'unreadable' in how) return { kind: 'unreadable', reason: how.unreadable };
      const bytes = how === undefined ? new TextEncoder().encode(text) : Buffer.from(text, 'latin1');
      const file = { uri: `file://${path}`, path, text: new TextDecoder().decode(bytes) };
      return { kind: 'file', realpath: path, file, bytes };
    }
    const names = namesIn(path);
    return names.length === 0 ? { kind: 'absent' } : { kind: 'directory', realpath: path, names };
  };
  const forget = (path: string) => {
    const changed = [path, posix.dirname(path)];
    for (const at of changed) known.delete(at);
    return changed;
  };
  return {
    folders: ['/'],
    snapshot: openFiles,
    openFiles,
    looked,
    isTracked: path => path.includes('/tracked/'),
    async load(needs, signal) {
      for (const need of needs) if (need.kind === 'entry') known.set(need.path, look(need.path));
      signal.throwIfAborted();
    },
    buildOptions: async () => options,
    repositoryOf(path) {
      for (let top = posix.dirname(path); ; top = posix.dirname(top)) {
        const config = texts.get(posix.join(top, '.git/config'));
        if (config !== undefined) return { top, branch: 'main', ...readGitConfig(config) };
        if (top === '/') return undefined;
      }
    },
    async readDirectory(path): Promise<DirectoryEntry[]> {
      return namesIn(path).map(name => {
        const kind = texts.has(posix.join(path, name)) ? 'file' : 'directory';
        return { name, kind, link: false };
      });
    },
    text(uri) {
      const entry = openFiles.entry(uri.slice('file://'.length));
      return entry?.kind === 'file' ? entry.file.text : undefined;
    },
    write(path, text) {
      texts.set(path, text);
      return forget(path);
    },
    remove(path) {
      texts.delete(path);
      return forget(path);
    },
  };
}
