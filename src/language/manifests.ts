import { parseResources } from '../kustomize/load/resourceFile.ts';
import { isLocalConfig } from '../kustomize/render/render.ts';
import type { Resource } from '../kustomize/resource.ts';
import type { SourceFile } from '../yaml/node.ts';
import { isKustomizationFile } from './roots.ts';
import { isTemplated } from './rules/templated.ts';

/**
 * The objects of a file that are meant for a cluster as they stand there: with apiVersion, kind and name, and neither
 * kustomizations nor what a tool has yet to fill in, such as a chart's templates.
 */
export function manifestsIn(file: SourceFile): readonly Resource[] {
  if (!/^\s*["']?apiVersion["']?\s*:/m.test(file.text) || isKustomizationFile(file.path)) return [];
  if (file.path.includes('/templates/') && file.text.includes('{{')) return [];
  return parseResources(file).resources.filter(resource => {
    const { group, version, kind, name, namespace } = resource.id;
    if (version === '' || group === 'kustomize.config.k8s.io' || version === 'builtin') return false;
    return !isTemplated([group, version, kind, name, namespace].join()) && !isLocalConfig(resource);
  });
}
