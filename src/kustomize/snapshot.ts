import type { SourceFile } from '../yaml/node.ts';

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

/**
 * The file system as it was at one moment, as far as it is known: disk, unsaved buffers, a git revision or
 * what a browser holds. Paths are absolute with POSIX separators. The same object must come back for a path
 * for as long as nothing changed there: builds compare entries by identity.
 */
export interface Snapshot {
  /** `undefined` where nobody looked yet: the path then comes back in a build's `needs`. */
  entry(path: string): Entry | undefined;
}

/** What a build lacked; the caller fetches it and builds again. */
export type Need =
  | { readonly kind: 'entry'; readonly path: string }
  /** A git URL or an HTTP file, as written in the kustomization. */
  | { readonly kind: 'remote'; readonly url: string }
  | { readonly kind: 'chart'; readonly name: string; readonly version: string | undefined };
