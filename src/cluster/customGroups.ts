import type { Discovery } from './discovery.ts';
import type { ApiResource } from './resource.ts';

/** What an API server serves by itself; groups without a dot, such as `apps`, are Kubernetes' own too. */
const ownGroups = new Set(
  [
    'admissionregistration',
    'apiextensions',
    'apiregistration',
    'authentication',
    'authorization',
    'certificates',
    'coordination',
    'discovery',
    'events',
    'flowcontrol.apiserver',
    'internal.apiserver',
    'networking',
    'node',
    'rbac.authorization',
    'resource',
    'scheduling',
    'storage',
    'storagemigration',
  ].map(group => `${group}.k8s.io`),
);

/**
 * What a server serves beyond Kubernetes' own API: by group, in their order, each resource that can be listed at its
 * preferred version, in the order of the kinds.
 */
export function customGroups({ resources }: Discovery): ReadonlyMap<string, readonly ApiResource[]> {
  const seen = new Set<string>();
  const custom = resources.filter(({ group, resource, verbs }) => {
    const key = `${group}/${resource}`;
    if (!group.includes('.') || ownGroups.has(group) || !verbs.includes('list') || seen.has(key))
      return false;
    seen.add(key);
    return true;
  });
  const groups = Map.groupBy(
    custom.toSorted((one, other) => (one.kind < other.kind ? -1 : 1)),
    ({ group }) => group,
  );
  return new Map([...groups].sort(([one], [other]) => (one < other ? -1 : 1)));
}
