import type { BuildOptions } from '../kustomize/options.ts';
import type { Need, Snapshot } from '../kustomize/snapshot.ts';
import type { Repository } from './deployments/repository.ts';
import type { Target } from './target.ts';

/** One name in a directory; a symbolic link has the kind of what it points to. What is neither is left out. */
export interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory';
  /** True for a symbolic link, so that a walk does not go in circles. */
  readonly link: boolean;
}

/** What the language service asks of its surroundings. Paths are absolute with POSIX separators. */
export interface Workspace {
  readonly folders: readonly string[];
  /** Files as last seen, unsaved edits first. */
  readonly snapshot: Snapshot;
  /** How a root is to be built, by the settings that count there. */
  buildOptions(root: string): Promise<BuildOptions>;
  /**
   * Looks at what a build lacked. The snapshot knows paths afterwards, absent or not; what is fetched or rendered may
   * take longer, and the workspace says by itself when it is there. Rejects only with the signal's reason.
   */
  load(needs: readonly Need[], signal: AbortSignal): Promise<void>;
  /** The entries of a directory, empty where it cannot be read. */
  readDirectory(path: string): Promise<readonly DirectoryEntry[]>;
  /** Whether git holds a file (real path) in plain text; absent where nobody knows of git. */
  readonly isTracked?: (path: string) => boolean;
  /** What is known of the cluster that a root is for; absent where nobody knows of any. */
  readonly target?: (root: string) => Promise<Target>;
  /** The Git repository that a file (real path) lies in; absent where nobody knows of git. */
  readonly repositoryOf?: (path: string) => Repository | undefined;
  /** The text of a file that the snapshot knows; `undefined` for others. */
  text(uri: string): string | undefined;
}
