/** The Git repository that files lie in, as far as its own files say. */
export interface Repository {
  /** Absolute path of the top of the working tree. */
  readonly top: string;
  /** The URLs of its remotes. */
  readonly remotes: readonly string[];
  /** The branch that is checked out; `undefined` where none is. */
  readonly branch: string | undefined;
  /** Whether only a part of the tree is checked out, so that nothing can be said of what is not there. */
  readonly isSparse: boolean;
}

/** Whether a URL is that of a repository: `same` by one of its remotes, `unknown` for what may be a fork or mirror. */
export type Belonging = 'same' | 'other' | 'unknown';

/** Compares a URL with the remotes of a repository, however each of them is written. */
export function belonging(url: string, { remotes }: Repository): Belonging {
  if (url === '' || /[${}<>]/.test(url) || remotes.length === 0) return 'unknown';
  const asked = partsOf(url);
  const known = remotes.map(partsOf);
  if (known.some(({ host, path }) => path === asked.path && isSameHost(host, asked.host))) return 'same';
  const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
  // Forks keep the name, and servers that mirror a repository often do.
  return known.some(({ path }) => nameOf(path) === nameOf(asked.path)) ? 'unknown' : 'other';
}

/** Whether what is checked out is by all likelihood what a revision will have: its own branch, or one that goes there. */
export function isComparable(revision: string | undefined, { branch }: Repository): boolean {
  if (revision === undefined) return false;
  return ['', 'HEAD', 'main', 'master', branch].includes(revision);
}

interface Parts {
  readonly host: string;
  readonly path: string;
}

/** `git@host:a/b.git`, `ssh://git@host:22/a/b` and `https://user@host/a/b/` alike. */
function partsOf(url: string): Parts {
  const [, scheme, rest = url] = /^([a-z+]+):\/\/(.*)$/i.exec(url) ?? [];
  const withoutUser = rest.replace(/^[^/@]*@/, '');
  const [, host = '', path = ''] =
    (scheme === undefined ? /^([^/:]+):(.*)$/ : /^([^/:]*)(?::\d+)?\/(.*)$/).exec(withoutUser) ?? [];
  const clean = path.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  return { host: host.toLowerCase(), path: clean.toLowerCase() };
}

/** A name without a dot is an alias that only the user's SSH knows. */
function isSameHost(one: string, other: string): boolean {
  return one === other || [one, other].some(host => !host.includes('.') || host.startsWith('ssh.'));
}
