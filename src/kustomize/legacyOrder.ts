import { formatId, type Gvk, type Resource, type ResourceId } from './resource.ts';

const first = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];
const last = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** The order of the output unless `sortOptions` says otherwise: by kind, then by id. */
export function legacyOrder(
  resources: readonly Resource[],
  orderFirst: readonly string[] = first,
  orderLast: readonly string[] = last,
): readonly Resource[] {
  const rank = new Map<string, number>();
  for (const [index, kind] of orderFirst.entries()) rank.set(kind, index - orderFirst.length);
  for (const [index, kind] of orderLast.entries()) rank.set(kind, index + 1);
  const keyed = resources.map(resource => ({
    resource,
    rank: rank.get(resource.id.kind) ?? 0,
    gvk: gvkKey(resource.id),
    id: idSortKey(resource.id),
  }));
  keyed.sort((a, b) => {
    if (a.rank !== b.rank) return a.rank - b.rank;
    if (a.gvk !== b.gvk) {
      // Of two kinds of Namespace the core one comes first, against the order of the letters.
      const reversed =
        a.resource.id.kind === 'Namespace' && (a.resource.id.group === '' || b.resource.id.group === '');
      return a.gvk < b.gvk === reversed ? 1 : -1;
    }
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  });
  return keyed.map(({ resource }) => resource);
}

function gvkKey(gvk: Gvk): string {
  return [gvk.group || '~G', gvk.version || '~V', gvk.kind || '~K'].join('_');
}

function idSortKey(id: ResourceId): string {
  const gvk = formatId({ ...id, name: '', namespace: '' }).split('/')[0] ?? '';
  return [gvk, id.namespace || '~X', id.name || '~N'].join('|');
}
