import { posix } from 'node:path';
import type { SourceFile } from '../yaml/node.ts';
import { kustomizationFileNames } from './load/kustomizationFile.ts';
import { parseResources } from './load/resourceFile.ts';
import { isLocalConfig } from './render/render.ts';
import type { Resource } from './resource.ts';

/**
 * The objects of a file that are meant for a cluster as they stand there: with apiVersion, kind and name, and neither
 * kustomizations nor what a tool has yet to fill in, such as a chart's templates.
 */
export function manifestsIn(file: SourceFile): readonly Resource[] {
  const base = posix.basename(file.path);
  if (kustomizationFileNames.some(name => name === base)) return [];
  if (!/^\s*(?:- *)?["']?apiVersion["']?\s*:/m.test(file.text)) return [];
  if (file.path.includes('/templates/') && file.text.includes('{{')) return [];
  return parseResources(file).resources.filter(resource => {
    const { group, version, kind, name, namespace } = resource.id;
    if (version === '' || group === 'kustomize.config.k8s.io' || version === 'builtin') return false;
    // `${VAR}`, `$(VAR)`, `{{ value }}`, `<placeholder>`.
    return !/[${}<>]/.test([group, version, kind, name, namespace].join()) && !isLocalConfig(resource);
  });
}
