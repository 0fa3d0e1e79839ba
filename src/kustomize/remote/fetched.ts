import { posix } from 'node:path';
import type { PathLocation } from '../../yaml/location.ts';
import { type BuildContext, lookUp, lookUpRemote, report, reportFailure } from '../buildContext.ts';
import type { Entry } from '../snapshot.ts';
import type { Clone } from './clone.ts';
import { type RemoteFailure, shownUrl } from './problems.ts';
import type { RepoSpec } from './repoSpec.ts';
import { type RemoteRequest, repositoryRequest } from './request.ts';

type FileEntry = Extract<Entry, { kind: 'file' }>;
type DirectoryEntry = Extract<Entry, { kind: 'directory' }>;

/** A directory of a repository that was fetched. */
export interface FetchedDirectory {
  readonly clone: Clone;
  readonly entry: DirectoryEntry;
}

/** The content of an HTTP URL; reports at `location` why there is none, `undefined` also where it is not known yet. */
export function loadUrl(context: BuildContext, url: string, location: PathLocation): FileEntry | undefined {
  const fetched = fetchUrl(context, url, undefined);
  if (fetched === undefined) return undefined;
  if (fetched.kind === 'file') return fetched;
  reportFailure(context, fetched.failure, location);
  return undefined;
}

/** The same without a report, for what may be a repository as well. */
export function fetchUrl(
  context: BuildContext,
  url: string,
  spec: RepoSpec | undefined,
): FileEntry | { readonly kind: 'failed'; readonly failure: RemoteFailure } | undefined {
  const orRepository = spec === undefined ? undefined : repositoryRequest(spec);
  const remote = ask(context, { form: 'url', url, orRepository }, url);
  if (remote === undefined || remote.kind === 'failed') return remote;
  // The commit is there already, so nobody looked for a file.
  if (remote.kind === 'repository') return notFound(url);
  const entry = lookUp(context, remote.path);
  if (entry === undefined || entry.kind === 'file') return entry;
  return notFound(url);
}

function notFound(url: string): { readonly kind: 'failed'; readonly failure: RemoteFailure } {
  return {
    kind: 'failed',
    failure: { code: 'remote.http-status', params: { url: shownUrl(url), status: 404 } },
  };
}

/**
 * The directory that an item names in a repository. Reports at `location` why it cannot be entered; `undefined` also
 * where it is not known yet.
 */
export function enterRepository(
  context: BuildContext,
  spec: RepoSpec,
  location: PathLocation,
): FetchedDirectory | undefined {
  const remote = ask(context, repositoryRequest(spec), spec.raw);
  if (remote === undefined) return undefined;
  if (remote.kind === 'failed') {
    reportFailure(context, remote.failure, location);
    return undefined;
  }
  if (remote.kind !== 'repository') return undefined;
  const path = posix.join(remote.root, spec.directory).replace(/(?<=.)\/$/, '');
  const entry = lookUp(context, path);
  if (entry === undefined) return undefined;
  const params = { url: shownUrl(spec.raw), directory: spec.directory };
  if (entry.kind !== 'directory') {
    report(context, 'remote.no-directory', params, location);
    return undefined;
  }
  if (entry.realpath !== remote.root && !entry.realpath.startsWith(`${remote.root}/`)) {
    report(context, 'remote.outside-repository', { path: spec.directory }, location);
    return undefined;
  }
  return { clone: { root: remote.root, spec, isBuildRoot: false }, entry };
}

function ask(context: BuildContext, request: RemoteRequest, url: string) {
  if (context.options.remote && context.snapshot.remote !== undefined) return lookUpRemote(context, request);
  const failure: RemoteFailure = { code: 'remote.not-allowed', params: { url: shownUrl(url) } };
  return { kind: 'failed', failure } as const;
}

/** Whether an item names a repository that the chain of clones leads through already, by the text as kustomize does. */
export function isRepositoryCycle(raw: string, entered: readonly (Clone | undefined)[]): boolean {
  return entered.some(clone => clone?.spec.raw.startsWith(raw) === true);
}
