import { effectiveNamespace, type Resource } from '../kustomize/resource.ts';

/**
 * The name of the file of each resource, as `kustomize build -o DIRECTORY` names them: group, version, kind and name,
 * behind the namespace where there are several. Of two with one name the later one stays. Throws for a resource whose
 * name would lead out of the directory.
 */
export function fileNames(resources: readonly Resource[]): ReadonlyMap<string, Resource> {
  const namespaces = new Set(resources.map(resource => effectiveNamespace(resource.id)));
  namespaces.delete(clusterWide);
  const names = new Map<string, Resource>();
  for (const resource of resources) {
    const { group, version, kind, name } = resource.id;
    const namespace = effectiveNamespace(resource.id);
    const prefix = namespaces.size > 1 && namespace !== clusterWide ? [namespace] : [];
    const parts = [...prefix, ...[group, version, kind].filter(part => part !== ''), name];
    const file = `${parts.join('_').toLowerCase()}.yaml`;
    if (/[/\\]/.test(file)) throw new Error(`${kind} ${name} cannot be the name of a file`);
    names.set(file, resource);
  }
  return names;
}

/** What `effectiveNamespace` gives for kinds without namespaces. */
const clusterWide = effectiveNamespace({
  group: '',
  version: 'v1',
  kind: 'Namespace',
  name: '',
  namespace: '',
});
