import { l10n, ThemeIcon } from 'vscode';
import { configMaps } from '../../cluster/kinds/configMap.ts';
import { cronJobs } from '../../cluster/kinds/cronJob.ts';
import { daemonSets } from '../../cluster/kinds/daemonSet.ts';
import { deployments } from '../../cluster/kinds/deployment.ts';
import { ingresses } from '../../cluster/kinds/ingress.ts';
import { jobs } from '../../cluster/kinds/job.ts';
import { nodes } from '../../cluster/kinds/node.ts';
import { pods } from '../../cluster/kinds/pod.ts';
import { secrets } from '../../cluster/kinds/secret.ts';
import { services } from '../../cluster/kinds/service.ts';
import { statefulSets } from '../../cluster/kinds/statefulSet.ts';
import type { ListedKind } from '../../cluster/kinds/summary.ts';

/** How a kind is shown in the tree. */
export interface KindLabel {
  readonly kind: ListedKind;
  readonly label: string;
  /** Said where there are none. */
  readonly none: string;
  /** Of the kind, and of its objects where they have no health of their own. */
  readonly icon: ThemeIcon;
}

/** What a namespace holds, in the order of its rows. */
export const namespacedKinds: readonly KindLabel[] = [
  labelled(deployments, l10n.t('Deployments'), l10n.t('No Deployments'), 'layers'),
  labelled(statefulSets, l10n.t('StatefulSets'), l10n.t('No StatefulSets'), 'database'),
  labelled(daemonSets, l10n.t('DaemonSets'), l10n.t('No DaemonSets'), 'server-process'),
  labelled(jobs, l10n.t('Jobs'), l10n.t('No Jobs'), 'tasklist'),
  labelled(cronJobs, l10n.t('CronJobs'), l10n.t('No CronJobs'), 'history'),
  labelled(pods, l10n.t('Pods'), l10n.t('No pods'), 'package'),
  labelled(services, l10n.t('Services'), l10n.t('No Services'), 'radio-tower'),
  labelled(ingresses, l10n.t('Ingresses'), l10n.t('No Ingresses'), 'globe'),
  labelled(configMaps, l10n.t('ConfigMaps'), l10n.t('No ConfigMaps'), 'settings'),
  labelled(secrets, l10n.t('Secrets'), l10n.t('No Secrets'), 'lock'),
];

/** The cluster's machines. */
export const nodesLabel = labelled(nodes, l10n.t('Nodes'), l10n.t('No nodes'), 'vm');

function labelled(kind: ListedKind, label: string, none: string, icon: string): KindLabel {
  return { kind, label, none, icon: new ThemeIcon(icon) };
}
