import { parseResources } from '../kustomize/load/resourceFile.ts';
import type { Entry } from '../kustomize/snapshot.ts';
import { isDeploying, mayDeploy } from './deployments/deploymentIndex.ts';
import type { RootBuild } from './rootBuild.ts';

/** Whether a path that is looked at for its own sake is a manifest, and no directory with a kustomization. */
export function isManifestPath(root: string): boolean {
  return /\.ya?ml$/i.test(root);
}

/**
 * What a manifest that no kustomization need read says of deployments. It is judged like a root of its own, so what a
 * build that reads it as well says of it counts more.
 */
export function lookAtManifest(root: string, entry: Entry | undefined): RootBuild {
  const reads = new Set([root]);
  if (entry?.kind !== 'file') return { problems: [], reads, gone: true };
  const { file } = entry;
  const objects = mayDeploy(file.text) ? parseResources(file).resources.filter(isDeploying) : [];
  return {
    problems: [],
    reads,
    objects,
    judgement: { own: file.uri, files: new Set([file.uri]), sight: 'whole' },
  };
}
