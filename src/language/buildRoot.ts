import { posix } from 'node:path';
import { checkKustomization } from '../schema/check.ts';
import { kustomization } from '../schema/kustomization.ts';
import { parseDocument } from '../yaml/parse.ts';
import type { BuildRoot } from './analysis.ts';
import { kustomizationFileNames } from './roots.ts';
import type { Workspace } from './workspace.ts';

/** Builds roots of a workspace, loading what they lack until nothing more comes to light. */
export function createBuildRoot(workspace: Workspace): BuildRoot {
  return async (root, signal) => {
    const paths = kustomizationFileNames.map(name => posix.join(root, name));
    await workspace.load(
      paths
        .filter(path => workspace.snapshot.entry(path) === undefined)
        .map(path => ({ kind: 'entry', path })),
      signal,
    );
    for (const path of paths) {
      const entry = workspace.snapshot.entry(path);
      if (entry?.kind !== 'file') continue;
      const { node, problems } = parseDocument(entry.file);
      const found = node === undefined ? [] : checkKustomization(node, kustomization, entry.file.uri);
      return { problems: [...problems, ...found], reads: paths };
    }
    return { problems: [], reads: paths };
  };
}
