import { statSync } from 'node:fs';
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type Disposable,
  type FileSystemWatcher,
} from 'vscode-languageserver/node';
import { uriOf } from '../node/fileUri.ts';
import { type OutsideWatch, planOutsideWatches } from './outsidePlan.ts';

/** Watches of the client for what builds read outside its folders, which its own watchers leave out. */
export interface OutsideWatches {
  /** Asks for the watches that `paths` need beside `folders`, and drops those that nothing needs any more. */
  follow(paths: Iterable<string>, folders: readonly string[]): void;
}

/** A client says that it watches before it does; this much later it is sure to. */
const settleMilliseconds = 2000;

/** What the watches stand on. */
export interface OutsidePorts {
  readonly connection: Connection;
  /** Whether the client takes patterns relative to a directory; others get absolute ones. */
  readonly relative: boolean;
  /** Told once new watches are at work: what changed just before has been seen by nobody. */
  onWatching(): void;
  /** Hears of a registration that the client refuses. */
  onFailure(error: unknown): void;
}

/** Watches by dynamic registrations, one a directory. */
export function createOutsideWatches(ports: OutsidePorts): OutsideWatches {
  const { connection, relative, onWatching, onFailure } = ports;
  const registered = new Map<string, Disposable>();
  let last: Promise<void> = Promise.resolve();

  async function change(plan: readonly OutsideWatch[]): Promise<void> {
    let isNew = false;
    const wanted = new Map(plan.map(watch => [keyOf(watch), watch]));
    for (const [key, watch] of wanted) {
      if (registered.has(key)) continue;
      isNew = true;
      const watchers = [watcherOf(watch, relative)];
      registered.set(
        key,
        await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }),
      );
    }
    for (const [key, registration] of registered) {
      if (wanted.has(key)) continue;
      registered.delete(key);
      registration.dispose();
    }
    if (isNew) setTimeout(onWatching, settleMilliseconds).unref();
  }

  return {
    follow(paths, folders) {
      const plan = planOutsideWatches(paths, folders, isDirectory);
      last = last.then(() => change(plan)).catch(onFailure);
    },
  };
}

function keyOf({ directory, recursive }: OutsideWatch): string {
  return `${recursive ? 'all' : 'flat'} ${directory}`;
}

/** A pattern of one step makes a watcher that does not descend. */
function watcherOf({ directory, recursive }: OutsideWatch, relative: boolean): FileSystemWatcher {
  const pattern = recursive ? '**/*' : '*';
  if (relative) return { globPattern: { baseUri: uriOf(directory), pattern } };
  return { globPattern: `${directory}/${pattern}` };
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
