import { posix } from 'node:path';
import { isMisnamed, kustomizationFileNames } from '../../kustomize/load/kustomizationFile.ts';
import { parseResources } from '../../kustomize/load/resourceFile.ts';
import type { Workspace } from '../workspace.ts';

/** More files than these nobody wants to have listed at once. */
const most = 200;

/** Which of some paths a kustomization can list as resources: files of objects, and directories with a kustomization. */
export async function listable(
  paths: readonly string[],
  workspace: Pick<Workspace, 'snapshot' | 'load'>,
): Promise<readonly string[]> {
  const { snapshot } = workspace;
  if (paths.length > most) return [];
  const unknown = paths.filter(path => snapshot.entry(path) === undefined);
  const { signal } = new AbortController();
  if (unknown.length > 0) {
    await workspace.load(
      unknown.map(path => ({ kind: 'entry', path })),
      signal,
    );
  }
  return paths.filter(path => {
    const entry = snapshot.entry(path);
    if (entry?.kind === 'directory') return entry.names.some(isKustomizationName);
    const name = posix.basename(path);
    if (entry?.kind !== 'file' || !/\.ya?ml$/i.test(name) || isKustomizationName(name) || isMisnamed(name))
      return false;
    const { resources, problems } = parseResources(entry.file);
    return resources.length > 0 && problems.length === 0;
  });
}

function isKustomizationName(name: string): boolean {
  return kustomizationFileNames.some(each => each === name);
}
