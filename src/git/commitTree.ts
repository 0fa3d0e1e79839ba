import { posix } from 'node:path';
import { LocalGitFailure, type LocalRepository, readLocal } from './localGit.ts';

/** What a commit has at a path. */
export interface TreeEntry {
  readonly kind: 'file' | 'link' | 'submodule';
  /** The id of its blob, or of the submodule's commit. */
  readonly id: string;
}

/** The files of a commit, by their paths below the top of the repository. */
export type CommitTree = ReadonlyMap<string, TreeEntry>;

/** Lists a commit (full id, or `HEAD`). Rejects with a LocalGitFailure or the signal's reason. */
export async function readCommitTree(repository: LocalRepository, commit: string): Promise<CommitTree> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', `${commit}^{tree}`];
  const listing = (await readLocal(repository, args)).toString('utf8');
  const tree = new Map<string, TreeEntry>();
  for (const line of listing.split('\0')) {
    const [, mode, id, path] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    if (mode === undefined || id === undefined || path === undefined) continue;
    const kind = mode === '120000' ? 'link' : mode === '160000' ? 'submodule' : 'file';
    tree.set(path, { kind, id });
  }
  return tree;
}

/** The contents of blobs by their ids, read at once. Rejects with a LocalGitFailure or the signal's reason. */
export async function readBlobs(
  repository: LocalRepository,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  const blobs = new Map<string, Buffer>();
  if (ids.length === 0) return blobs;
  const output = await readLocal(repository, ['cat-file', '--batch'], `${ids.join('\n')}\n`);
  let at = 0;
  while (at < output.length) {
    const end = output.indexOf(0x0a, at);
    const header = output.toString('latin1', at, end < 0 ? output.length : end);
    const [, id, size] = /^([0-9a-f]+) blob (\d+)$/.exec(header) ?? [];
    // A partial clone may lack it.
    if (id === undefined) throw new LocalGitFailure('no-commit', header);
    const start = end + 1;
    blobs.set(id, output.subarray(start, start + Number(size)));
    at = start + Number(size) + 1;
  }
  return blobs;
}

/** The text of a file (absolute path) as a commit has it. Rejects with a LocalGitFailure or the signal's reason. */
export async function readFileAt(repository: LocalRepository, commit: string, path: string): Promise<string> {
  const object = `${commit}:${posix.relative(repository.top, path)}`;
  return (await readLocal(repository, ['cat-file', 'blob', object])).toString('utf8');
}
