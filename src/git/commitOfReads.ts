import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { Entry } from '../kustomize/snapshot.ts';
import { type CommitTree, readCommitTree } from './commitTree.ts';
import { LocalGitFailure, type LocalRepository, readLocal } from './localGit.ts';

/** Which commit of its repository a build was made from. */
export interface ReadsCommit {
  /** Its full id. */
  readonly commit: string;
  /** Whether anything that was read is not as that commit has it, be it edited, not added, ignored or not saved. */
  readonly dirty: boolean;
}

/**
 * Compares what a build read with the commit that is checked out; files outside of the repository count for nothing.
 * `undefined` where there is no commit, or no git. Rejects with the signal's reason.
 */
export async function commitOfReads(
  repository: LocalRepository,
  reads: ReadonlyMap<string, Entry>,
): Promise<ReadsCommit | undefined> {
  try {
    const head = await readLocal(repository, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
    const commit = head.toString('latin1').trim();
    return { commit, dirty: differs(repository.top, await readCommitTree(repository, commit), reads) };
  } catch (error) {
    if (error instanceof LocalGitFailure) return undefined;
    throw error;
  }
}

/** Whether a file that was read is another one, or none at all, in the tree. */
export function differs(top: string, tree: CommitTree, reads: ReadonlyMap<string, Entry>): boolean {
  const below = top === '/' ? top : `${top}/`;
  return [...reads.values()].some(entry => {
    if (entry.kind !== 'file' || !entry.realpath.startsWith(below)) return false;
    const path = posix.relative(top, entry.realpath);
    // What is in a submodule is of another repository's commit.
    if (isInSubmodule(path, tree)) return false;
    const found = tree.get(path);
    return found === undefined || !hasId(entry.bytes, found.id);
  });
}

function isInSubmodule(path: string, tree: CommitTree): boolean {
  for (let at = posix.dirname(path); at !== '.'; at = posix.dirname(at)) {
    if (tree.get(at)?.kind === 'submodule') return true;
  }
  return false;
}

/** Git may have turned the ends of lines on the way into the work tree. */
function hasId(bytes: Uint8Array, id: string): boolean {
  if (blobId(bytes, id.length) === id) return true;
  const text = Buffer.from(bytes).toString('latin1');
  if (!text.includes('\r\n')) return false;
  return blobId(Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1'), id.length) === id;
}

function blobId(bytes: Uint8Array, length: number): string {
  const hash = createHash(length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
