import { posix } from 'node:path';
import { type QueryValues, readQuery } from './query.ts';

/** A git repository and a directory in it, as an item of `resources` or `components` names them. */
export interface RepoSpec extends QueryValues {
  /** The item as written; cycles are told by it. */
  readonly raw: string;
  /** What `git fetch` takes. */
  readonly repository: string;
  /** The directory of the kustomization, relative to the repository's root; empty for the root itself. */
  readonly directory: string;
}

const schemes = ['ssh://', 'https://', 'http://', 'file://'] as const;

/**
 * Reads an item as kustomize's `NewRepoSpecFromURL` does (api v0.21.1); `undefined` for what is no repository to it, which
 * is then a path. The query is no part of the URL that git gets, the scheme `git::` is dropped.
 */
export function parseRepoSpec(raw: string): RepoSpec | undefined {
  if (posix.isAbsolute(raw)) return undefined;
  const question = raw.indexOf('?');
  const location = question < 0 ? raw : raw.slice(0, question);
  const host = splitHost(location);
  if (host === undefined) return undefined;
  const parts = splitPath(host.rest, host.host.startsWith('file://'));
  if (parts === undefined || parts.repository === '' || leavesRepository(parts.directory)) return undefined;
  return {
    raw,
    repository: host.host + parts.repository,
    directory: parts.directory.replace(/^\//, ''),
    ...readQuery(question < 0 ? '' : raw.slice(question + 1)),
  };
}

function splitHost(location: string): { readonly host: string; readonly rest: string } | undefined {
  const unforced = withoutPrefix(location, 'git::') ?? location;
  const scheme = schemes.find(prefix => withoutPrefix(unforced, prefix) !== undefined) ?? '';
  const behindScheme = unforced.slice(scheme.length);
  const user = /^[a-zA-Z][a-zA-Z0-9-]*@/.exec(behindScheme)?.[0] ?? '';
  const behindUser = behindScheme.slice(user.length);
  const isGitHub = /^github\.com[/:]/i.test(behindUser);
  const isScp = scheme === '' && (user !== '' || isGitHub);
  if (scheme === '' && !isScp) return undefined;
  if (scheme === 'file://') return { host: scheme, rest: behindScheme };
  const separator = hostEnd(behindUser, isScp);
  const rest = separator < 0 ? '' : behindUser.slice(separator + 1);
  if (isGitHub) {
    // GitHub's URLs come in two forms only, whatever was written.
    const host = scheme === 'ssh://' || user !== '' ? `${user}github.com:` : 'https://github.com/';
    return { host, rest };
  }
  const host = separator < 0 ? behindUser : behindUser.slice(0, separator + 1);
  return host === '' ? undefined : { host: scheme + user + host, rest };
}

/** The rest behind a prefix in whatever case. */
function withoutPrefix(text: string, prefix: string): string | undefined {
  return text.slice(0, prefix.length).toLowerCase() === prefix ? text.slice(prefix.length) : undefined;
}

function hostEnd(hostAndPath: string, isScp: boolean): number {
  const slash = hostAndPath.indexOf('/');
  if (!isScp) return slash;
  const colon = hostAndPath.indexOf(':');
  return slash < 0 || (colon > 0 && colon < slash) ? colon : slash;
}

interface PathParts {
  readonly repository: string;
  readonly directory: string;
}

/** Azure's `_git/`, a double slash and `.git` say where the repository ends; else it has two segments. */
function splitPath(path: string, isFile: boolean): PathParts | undefined {
  const azure = path.indexOf('_git/');
  if (azure >= 0) {
    const [name = '', ...below] = path.slice(azure + '_git/'.length).split('/');
    return { repository: path.slice(0, azure + '_git/'.length) + name, directory: below.join('/') };
  }
  const double = path.indexOf('//');
  if (double >= 0) return { repository: path.slice(0, double), directory: path.slice(double + 2) };
  const suffix = path.indexOf('.git');
  if (suffix >= 0) {
    const end = suffix + '.git'.length;
    return { repository: path.slice(0, end), directory: path.slice(end) };
  }
  if (isFile) return { repository: path, directory: '' };
  const segments = path.split('/');
  if (segments.length < 2) return undefined;
  return { repository: segments.slice(0, 2).join('/'), directory: segments.slice(2).join('/') };
}

function leavesRepository(directory: string): boolean {
  return posix.normalize(directory.replace(/^\//, '')).split('/')[0] === '..';
}
