/** Where git looks for a ref that is written short, in its order. */
const places = ['', 'refs/', 'refs/tags/', 'refs/heads/', 'refs/remotes/'];

/** Whether a ref names one commit for ever. */
export function isFullCommit(ref: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref);
}

/**
 * The commit that a ref stands for, in the output of `git ls-remote`: annotated tags lead to their commits. `undefined`
 * where the output does not say.
 */
export function commitOf(ref: string, listing: string): string | undefined {
  const commits = new Map<string, string>();
  for (const line of listing.split('\n')) {
    const [commit, name] = line.split('\t');
    if (commit !== undefined && name !== undefined && isFullCommit(commit)) commits.set(name, commit);
  }
  for (const place of places) {
    const found = commits.get(`${place}${ref}^{}`) ?? commits.get(`${place}${ref}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
