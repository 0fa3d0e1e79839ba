import { existsSync, type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import {
  FileChangeType,
  type FileEvent,
  type FileSystemWatcher,
  type Registration,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';

/** What a language client watches for its server: only what was asked for, on the real disk. */
export interface DiskWatcher {
  register(registrations: readonly Registration[]): void;
  unregister(ids: readonly string[]): void;
  /** The directories that are watched beside the folders, sorted. */
  outside(): string[];
  dispose(): void;
}

/** Watches by the rules of editors: patterns without a base hold in the folders, and links are not followed. */
export function createDiskWatcher(
  folders: () => readonly string[],
  send: (events: FileEvent[]) => void,
): DiskWatcher {
  const running = new Map<string, { readonly watchers: readonly FSWatcher[]; readonly outside: string[] }>();

  let isDisposed = false;

  function start(directory: string, recursive: boolean): FSWatcher[] {
    if (!existsSync(directory)) return [];
    const watcher = watch(directory, { recursive }, (kind, name) => {
      if (isDisposed) return;
      const path = name === null ? directory : join(directory, name);
      const type =
        kind === 'change'
          ? FileChangeType.Changed
          : existsSync(path)
            ? FileChangeType.Created
            : FileChangeType.Deleted;
      send([{ uri: URI.file(path).toString(), type }]);
    });
    watcher.on('error', () => watcher.close());
    return [watcher];
  }

  return {
    register(registrations) {
      for (const { id, registerOptions } of registrations) {
        const { watchers } = (registerOptions ?? { watchers: [] }) as { watchers: FileSystemWatcher[] };
        const outside: string[] = [];
        const started = watchers.flatMap(({ globPattern }) => {
          if (typeof globPattern === 'string') return folders().flatMap(folder => start(folder, true));
          const { baseUri, pattern } = globPattern;
          const directory = URI.parse(typeof baseUri === 'string' ? baseUri : baseUri.uri).fsPath;
          outside.push(directory);
          return start(directory, pattern.includes('**'));
        });
        running.set(id, { watchers: started, outside });
      }
    },
    unregister(ids) {
      for (const id of ids) {
        for (const watcher of running.get(id)?.watchers ?? []) watcher.close();
        running.delete(id);
      }
    },
    outside: () => [...running.values()].flatMap(({ outside }) => outside).sort(),
    dispose() {
      isDisposed = true;
      this.unregister([...running.keys()]);
    },
  };
}
