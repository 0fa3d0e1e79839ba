import { l10n } from 'vscode';
import { anyKind } from '../../../cluster/kinds/anyKind.ts';
import { configMaps } from '../../../cluster/kinds/configMap.ts';
import { cronJobs } from '../../../cluster/kinds/cronJob.ts';
import { daemonSets } from '../../../cluster/kinds/daemonSet.ts';
import { deployments } from '../../../cluster/kinds/deployment.ts';
import { ingresses } from '../../../cluster/kinds/ingress.ts';
import { jobs } from '../../../cluster/kinds/job.ts';
import { nodes } from '../../../cluster/kinds/node.ts';
import { pods } from '../../../cluster/kinds/pod.ts';
import { replicaSets } from '../../../cluster/kinds/replicaSet.ts';
import { secrets } from '../../../cluster/kinds/secret.ts';
import { services } from '../../../cluster/kinds/service.ts';
import { statefulSets } from '../../../cluster/kinds/statefulSet.ts';
import type { ListedKind } from '../../../cluster/kinds/summary.ts';
import { type KindLabel, kindLabel } from '../kindLabel.ts';

/** Kinds that belong together. */
export interface Category {
  /** Part of the row's identity. */
  readonly name: string;
  readonly label: string;
  readonly icon: string;
  readonly kinds: readonly KindLabel[];
}

/** The cluster's machines. */
export const nodesLabel = kindLabel(nodes, l10n.t('Nodes'), l10n.t('No nodes'), 'vm');

/** What every cluster has, in the order of its rows. Kinds without words of their own have Kubernetes' names in every language. */
export const categories: readonly Category[] = [
  {
    name: 'workloads',
    label: l10n.t('Workloads'),
    icon: 'layers',
    kinds: [
      kindLabel(deployments, l10n.t('Deployments'), l10n.t('No Deployments'), 'layers'),
      kindLabel(statefulSets, l10n.t('StatefulSets'), l10n.t('No StatefulSets'), 'database'),
      kindLabel(daemonSets, l10n.t('DaemonSets'), l10n.t('No DaemonSets'), 'server-process'),
      kindLabel(jobs, l10n.t('Jobs'), l10n.t('No Jobs'), 'tasklist'),
      kindLabel(cronJobs, l10n.t('CronJobs'), l10n.t('No CronJobs'), 'history'),
      kindLabel(replicaSets, l10n.t('ReplicaSets'), l10n.t('No ReplicaSets'), 'copy'),
      kindLabel(pods, l10n.t('Pods'), l10n.t('No pods'), 'package'),
      builtIn('autoscaling', 'v2', 'horizontalpodautoscalers', 'HorizontalPodAutoscaler', 'graph'),
      builtIn('policy', 'v1', 'poddisruptionbudgets', 'PodDisruptionBudget', 'shield'),
    ],
  },
  {
    name: 'network',
    label: l10n.t('Network'),
    icon: 'globe',
    kinds: [
      kindLabel(services, l10n.t('Services'), l10n.t('No Services'), 'radio-tower'),
      kindLabel(ingresses, l10n.t('Ingresses'), l10n.t('No Ingresses'), 'globe'),
      builtIn('discovery.k8s.io', 'v1', 'endpointslices', 'EndpointSlice', 'list-tree'),
      builtIn('networking.k8s.io', 'v1', 'networkpolicies', 'NetworkPolicy', 'shield'),
      clusterScoped('networking.k8s.io', 'v1', 'ingressclasses', 'IngressClass', 'globe'),
    ],
  },
  {
    name: 'config',
    label: l10n.t('Config'),
    icon: 'settings-gear',
    kinds: [
      kindLabel(configMaps, l10n.t('ConfigMaps'), l10n.t('No ConfigMaps'), 'settings'),
      kindLabel(secrets, l10n.t('Secrets'), l10n.t('No Secrets'), 'lock'),
      builtIn('', 'v1', 'resourcequotas', 'ResourceQuota', 'dashboard'),
      builtIn('', 'v1', 'limitranges', 'LimitRange', 'dashboard'),
      clusterScoped('scheduling.k8s.io', 'v1', 'priorityclasses', 'PriorityClass', 'list-ordered'),
      webhooks('validatingwebhookconfigurations', 'ValidatingWebhookConfiguration'),
      webhooks('mutatingwebhookconfigurations', 'MutatingWebhookConfiguration'),
    ],
  },
  {
    name: 'storage',
    label: l10n.t('Storage'),
    icon: 'database',
    kinds: [
      builtIn('', 'v1', 'persistentvolumeclaims', 'PersistentVolumeClaim', 'save'),
      clusterScoped('', 'v1', 'persistentvolumes', 'PersistentVolume', 'database'),
      clusterScoped('storage.k8s.io', 'v1', 'storageclasses', 'StorageClass', 'archive'),
    ],
  },
  {
    name: 'access',
    label: l10n.t('Access'),
    icon: 'key',
    kinds: [
      builtIn('', 'v1', 'serviceaccounts', 'ServiceAccount', 'account'),
      builtIn('rbac.authorization.k8s.io', 'v1', 'roles', 'Role', 'key'),
      builtIn('rbac.authorization.k8s.io', 'v1', 'rolebindings', 'RoleBinding', 'link'),
      clusterScoped('rbac.authorization.k8s.io', 'v1', 'clusterroles', 'ClusterRole', 'key'),
      clusterScoped('rbac.authorization.k8s.io', 'v1', 'clusterrolebindings', 'ClusterRoleBinding', 'link'),
    ],
  },
];

function builtIn(
  group: string,
  version: string,
  resource: string,
  kind: string,
  icon: string,
  namespaced = true,
): KindLabel {
  const listed: ListedKind = anyKind({ group, version, resource, kind, namespaced });
  return labelOfKind(listed, icon);
}

function clusterScoped(group: string, version: string, resource: string, kind: string, icon: string) {
  return builtIn(group, version, resource, kind, icon, false);
}

function webhooks(resource: string, kind: string): KindLabel {
  return clusterScoped('admissionregistration.k8s.io', 'v1', resource, kind, 'plug');
}

/** The label of a kind that has no words of its own: Kubernetes' name for it. */
export function labelOfKind(kind: ListedKind, icon: string): KindLabel {
  const label = plural(kind);
  return kindLabel(kind, label, noneOf(label), icon);
}

function noneOf(label: string): string {
  return l10n.t('No {0}', label);
}

/** The resource's own plural, written as the kind is: `networkpolicies` of a NetworkPolicy are NetworkPolicies. */
function plural({ kind, id: { resource } }: ListedKind): string {
  let same = 0;
  while (same < kind.length && kind[same]?.toLowerCase() === resource[same]) same += 1;
  return same === 0 ? kind : kind.slice(0, same) + resource.slice(same);
}
