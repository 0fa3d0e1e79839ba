import type { SourceFile } from '../yaml/node.ts';
import type { HelmFailure } from './helm/problems.ts';
import type { ChartRequest } from './helm/request.ts';
import type { RemoteFailure } from './remote/problems.ts';
import type { RemoteRequest } from './remote/request.ts';

/** What stands at a path. `realpath` has every symbolic link resolved: the load restriction is decided by it. */
export type Entry =
  | {
      readonly kind: 'file';
      readonly realpath: string;
      readonly file: SourceFile;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'directory'; readonly realpath: string; readonly names: readonly string[] }
  /** `realpath`, where it is known, is the place to which links lead: what is missing there. */
  | { readonly kind: 'absent'; readonly realpath?: string }
  /** There is something, but it cannot be read; `reason` is the system's code, such as `EACCES` or `ELOOP`. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** What a remote request came to; what was fetched stands at a path of the snapshot. */
export type Remote =
  | { readonly kind: 'file'; readonly path: string }
  /** `root` is a real path. */
  | { readonly kind: 'repository'; readonly root: string; readonly commit: string }
  | { readonly kind: 'failed'; readonly failure: RemoteFailure };

/** What a chart request came to: a chart, or what a chart renders, that stands at a path of the snapshot. */
export type Chart =
  | { readonly kind: 'pulled'; readonly directory: string }
  | { readonly kind: 'rendered'; readonly path: string }
  | { readonly kind: 'failed'; readonly failure: HelmFailure };

/**
 * The file system as it was at one moment, as far as it is known: disk, unsaved buffers, a git revision or
 * what a browser holds. Paths are absolute with POSIX separators. The same object must come back for a path
 * for as long as nothing changed there: builds compare entries by identity.
 */
export interface Snapshot {
  /** `undefined` where nobody looked yet: the path then comes back in a build's `needs`. */
  entry(path: string): Entry | undefined;
  /** Likewise for what is fetched. A snapshot without it cannot fetch, which a build takes for not allowed. */
  remote?(request: RemoteRequest): Remote | undefined;
  /** Likewise for what helm does. */
  chart?(request: ChartRequest): Chart | undefined;
}

/** What a build lacked; the caller fetches it and builds again. */
export type Need =
  | { readonly kind: 'entry'; readonly path: string }
  | { readonly kind: 'remote'; readonly request: RemoteRequest }
  | { readonly kind: 'chart'; readonly request: ChartRequest };
