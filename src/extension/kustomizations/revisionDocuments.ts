import { type Disposable, workspace } from 'vscode';

/** The scheme of files as a commit has them: the path is that in the work tree, the query is the commit. */
export const revisionScheme = 'kubewright-revision';

/** Serves files of commits as documents, read from git's objects; empty where there is none. The caller disposes it. */
export function serveRevisionDocuments(): Disposable {
  return workspace.registerTextDocumentContentProvider(revisionScheme, {
    async provideTextDocumentContent({ path, query: commit }) {
      if (!workspace.isTrusted || !/^[0-9a-f]{40,64}$/.test(commit)) return '';
      const [{ readFileAt }, { workingTreeOf }] = await Promise.all([
        import('../../git/commitTree.ts'),
        import('../../node/gitRepository.ts'),
      ]);
      const tree = workingTreeOf(path);
      if (tree === undefined) return '';
      const { signal } = new AbortController();
      return readFileAt({ top: tree.top, env: process.env, signal }, commit, path);
    },
  });
}
