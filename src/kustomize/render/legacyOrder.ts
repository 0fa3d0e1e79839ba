import { formatId, type Gvk, type Resource, type ResourceId } from '../resource.ts';

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

function ranks(orderFirst: readonly string[], orderLast: readonly string[]): ReadonlyMap<string, number> {
  const rank = new Map<string, number>();
  for (const [index, kind] of orderFirst.entries()) rank.set(kind, index - orderFirst.length);
  for (const [index, kind] of orderLast.entries()) rank.set(kind, index + 1);
  return rank;
}

const defaultRanks = ranks(first, last);

/** The order of kinds: by rank, then by group, version and kind. */
export function compareKinds(a: Gvk, b: Gvk): number {
  const order = (defaultRanks.get(a.kind) ?? 0) - (defaultRanks.get(b.kind) ?? 0);
  return order !== 0 ? order : compareText(gvkKey(a), gvkKey(b));
}

/** The order of the output unless `sortOptions` says otherwise: by kind, then by id. */
export function legacyOrder(
  resources: readonly Resource[],
  orderFirst: readonly string[] = first,
  orderLast: readonly string[] = last,
): readonly Resource[] {
  const rank = ranks(orderFirst, orderLast);
  const keyed = resources.map(resource => ({
    resource,
    rank: rank.get(resource.id.kind) ?? 0,
    gvk: gvkKey(resource.id),
    id: idSortKey(resource.id),
  }));
  keyed.sort((a, b) => {
    if (a.rank !== b.rank) return a.rank - b.rank;
    if (a.gvk === b.gvk) return compareText(a.id, b.id);
    // Of two kinds of Namespace the core one comes first, against the order of the letters.
    const [idA, idB] = [a.resource.id, b.resource.id];
    const reversed =
      idA.kind === 'Namespace' && idB.kind === 'Namespace' && (idA.group === '' || idB.group === '');
    return reversed ? compareText(b.gvk, a.gvk) : compareText(a.gvk, b.gvk);
  });
  return keyed.map(({ resource }) => resource);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function gvkKey(gvk: Gvk): string {
  return [gvk.group || '~G', gvk.version || '~V', gvk.kind || '~K'].join('_');
}

function idSortKey(id: ResourceId): string {
  const gvk = formatId({ ...id, name: '', namespace: '' }).split('/')[0] ?? '';
  return [gvk, id.namespace || '~X', id.name || '~N'].join('|');
}
