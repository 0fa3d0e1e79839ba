import { posix } from 'node:path';
import type { Entry, Snapshot } from '../kustomize/snapshot.ts';
import { type CommitTree, readBlobs, readCommitTree, type TreeEntry } from './commitTree.ts';
import type { LocalRepository } from './localGit.ts';

/** The file system as a commit has it below the top of its repository; elsewhere it is what `outside` knows. */
export interface CommitSnapshot extends Pick<Snapshot, 'entry'> {
  /** Reads those of the paths that lie in the repository; gives the others. Rejects with a LocalGitFailure. */
  load(paths: readonly string[]): Promise<readonly string[]>;
}

/** What a commit snapshot stands on. */
export interface CommitSnapshotOptions {
  readonly repository: LocalRepository;
  /** Its full id. */
  readonly commit: string;
  /** What stands outside of the repository, such as what was fetched. */
  readonly outside: Pick<Snapshot, 'entry'>;
  /** How a file of the commit is called in problems and provenance; its text is not that of the work tree. */
  readonly uriOf: (path: string) => string;
}

/** Links that lead to each other end the search, as they do on a disk. */
const mostLinks = 40;

/**
 * Opens a commit for builds without touching the work tree: files are read from git's objects as they are there, and no
 * filter runs. Rejects with a LocalGitFailure or the signal's reason.
 */
export async function openCommit(options: CommitSnapshotOptions): Promise<CommitSnapshot> {
  const { repository, outside, uriOf } = options;
  const { top } = repository;
  const tree = await readCommitTree(repository, options.commit);
  const directories = directoriesOf(tree);
  const blobs = new Map<string, Buffer>();
  const entries = new Map<string, Entry>();

  /** Where a path leads by the links of the commit; `needs` is the link that has to be read first. */
  function follow(path: string, links = 0): { readonly at: string } | { readonly needs: string } | 'loop' {
    if (!isBelow(path, top)) return { at: path };
    const steps = path === top ? [] : path.slice(prefixOf(top).length).split('/');
    let here = '';
    for (const [index, step] of steps.entries()) {
      const next = here === '' ? step : `${here}/${step}`;
      const found = tree.get(next);
      if (found?.kind === 'link') {
        if (links >= mostLinks) return 'loop';
        const target = blobs.get(found.id);
        if (target === undefined) return { needs: found.id };
        const base = posix.join(top, here);
        const rest = steps.slice(index + 1);
        return follow(posix.resolve(base, target.toString('utf8'), ...rest), links + 1);
      }
      // Whatever is below a submodule is in another repository.
      if (found?.kind === 'submodule') return { at: posix.join(top, next) };
      here = next;
    }
    return { at: posix.join(top, here) };
  }

  function make(path: string): Entry | { readonly needs: string } | undefined {
    const followed = follow(path);
    if (followed === 'loop') return { kind: 'unreadable', reason: 'ELOOP' };
    if ('needs' in followed) return followed;
    const { at } = followed;
    if (!isBelow(at, top)) return outside.entry(at);
    const relative = at === top ? '' : at.slice(prefixOf(top).length);
    const names = directories.get(relative);
    if (names !== undefined) return { kind: 'directory', realpath: at, names: [...names].sort() };
    const found = tree.get(relative);
    if (found === undefined) return { kind: 'absent', realpath: at };
    return entryOf(at, found);
  }

  function entryOf(at: string, { kind, id }: TreeEntry): Entry | { readonly needs: string } {
    if (kind === 'submodule') return { kind: 'unreadable', reason: 'ESUBMODULE' };
    const bytes = blobs.get(id);
    if (bytes === undefined) return { needs: id };
    const reason = storedElsewhere(bytes);
    if (reason !== undefined) return { kind: 'unreadable', reason };
    const text = new TextDecoder().decode(bytes);
    return { kind: 'file', realpath: at, file: { uri: uriOf(at), path: at, text }, bytes };
  }

  return {
    entry(path) {
      const known = entries.get(path);
      if (known !== undefined) return known;
      const made = make(path);
      if (made === undefined || 'needs' in made) return undefined;
      // What is outside may become something else once more of it is looked at.
      if (!('realpath' in made) || made.realpath === undefined || isBelow(made.realpath, top)) {
        entries.set(path, made);
      }
      return made;
    },
    async load(paths) {
      for (;;) {
        const ids = paths.flatMap(path => {
          const made = make(path);
          return made !== undefined && 'needs' in made ? [made.needs] : [];
        });
        if (ids.length === 0) break;
        for (const [id, bytes] of await readBlobs(repository, [...new Set(ids)])) blobs.set(id, bytes);
      }
      return paths.flatMap(path => {
        const followed = follow(path);
        return typeof followed === 'object' && 'at' in followed && !isBelow(followed.at, top)
          ? [followed.at]
          : [];
      });
    },
  };
}

/** Every directory of a commit with the names in it; a path of git never ends in an empty one. */
function directoriesOf(tree: CommitTree): ReadonlyMap<string, ReadonlySet<string>> {
  const directories = new Map<string, Set<string>>([['', new Set()]]);
  for (const path of tree.keys()) {
    for (let at = path; at !== ''; ) {
      const slash = at.lastIndexOf('/');
      const parent = slash < 0 ? '' : at.slice(0, slash);
      const known = directories.get(parent);
      const names = known ?? new Set<string>();
      names.add(at.slice(slash + 1));
      if (known === undefined) directories.set(parent, names);
      at = parent;
    }
  }
  return directories;
}

/** What git has in place of a file that a filter makes: to render that would be to apply it. */
function storedElsewhere(bytes: Buffer): string | undefined {
  const start = bytes.toString('latin1', 0, 64);
  if (start.startsWith('\0GITCRYPT\0')) return 'git-crypt';
  return start.startsWith('version https://git-lfs.github.com/spec/') ? 'Git LFS' : undefined;
}

function isBelow(path: string, top: string): boolean {
  return path === top || path.startsWith(prefixOf(top));
}

function prefixOf(top: string): string {
  return top === '/' ? top : `${top}/`;
}
