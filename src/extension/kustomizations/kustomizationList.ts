import { type Disposable, type Event, EventEmitter, Uri } from 'vscode';

/** How many problems of which severity. */
export interface ProblemCounts {
  readonly error: number;
  readonly warning: number;
  readonly information: number;
  readonly hint: number;
}

/** A kustomization as the language server tells of it, in URIs. */
export interface ToldKustomization {
  readonly directory: string;
  readonly file: string;
  readonly kind: 'overlay' | 'base' | 'component' | 'unknown';
  readonly bases: readonly string[];
  readonly components: readonly string[];
  readonly remotes: readonly string[];
  readonly problems: ProblemCounts;
}

/** A kustomization of the workspace. */
export interface Kustomization extends ToldKustomization {
  readonly uri: Uri;
  /** Absolute path with POSIX separators. */
  readonly path: string;
}

/** The kustomizations of the workspace, kept as the language server tells of them. */
export interface KustomizationList extends Disposable {
  readonly all: readonly Kustomization[];
  readonly onDidChange: Event<void>;
  /** Takes over what the server says now. */
  tell(told: readonly ToldKustomization[]): void;
  find(directory: string): Kustomization | undefined;
}

/** Empty until the server has told; the caller disposes it. */
export function createKustomizationList(): KustomizationList {
  const changed = new EventEmitter<void>();
  let all: readonly Kustomization[] = [];
  return {
    get all() {
      return all;
    },
    onDidChange: changed.event,
    tell(told) {
      all = told.map(each => ({
        ...each,
        uri: Uri.parse(each.file, true),
        path: Uri.parse(each.directory, true).fsPath.replaceAll('\\', '/'),
      }));
      changed.fire();
    },
    find: directory => all.find(each => each.directory === directory),
    dispose: () => changed.dispose(),
  };
}
