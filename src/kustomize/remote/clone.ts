import { posix } from 'node:path';
import { isWithin } from '../load/paths.ts';
import type { RepoSpec } from './repoSpec.ts';

/** A repository that a build has entered; a new object each time, as kustomize clones anew each time. */
export interface Clone {
  /** Real path of the fetched tree. Nothing outside of it is read. */
  readonly root: string;
  readonly spec: RepoSpec;
  /** Whether the root of the build itself was fetched: its files are then what local ones are elsewhere. */
  readonly isBuildRoot: boolean;
}

/** Where a resource comes from, as `originAnnotations` tell it for what was fetched. */
export interface RemoteOrigin {
  readonly path: string;
  readonly repo: string;
  readonly ref: string;
}

/** The origin of a file of a clone. */
export function originIn(clone: Clone | undefined, path: string): RemoteOrigin | undefined {
  if (clone === undefined || clone.isBuildRoot) return undefined;
  const { root, spec } = clone;
  return {
    path: posix.join(entryPath(spec), posix.relative(posix.join(root, spec.directory), path)),
    repo: spec.repository,
    ref: spec.ref,
  };
}

/** The origin of an HTTP file; kustomize takes most URLs for repositories here. */
export function originOfUrl(
  url: string,
  spec: RepoSpec | undefined,
  clone: Clone | undefined,
  directory: string,
  root: string,
): RemoteOrigin {
  if (spec !== undefined) return { path: entryPath(spec), repo: spec.repository, ref: spec.ref };
  const around = originIn(clone, directory);
  const before = around?.path ?? posix.relative(root, directory);
  return { path: posix.join(before, url), repo: around?.repo ?? '', ref: around?.ref ?? '' };
}

/** What kustomize cuts from a path that begins with its stand-in for a clone; nothing is left of it but its name. */
function entryPath({ directory }: RepoSpec): string {
  return posix.join('/', directory).slice(1).replace(/\/$/, '') || 'notCloned';
}

/** Whether a path stands in the clone, or there is none to stay in. */
export function staysIn(clone: Clone | undefined, realpath: string): boolean {
  return clone === undefined || isWithin(realpath, clone.root);
}
