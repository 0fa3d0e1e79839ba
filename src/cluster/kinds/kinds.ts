import type { ApiResource, ResourceId } from '../resource.ts';
import { anyKind } from './anyKind.ts';
import { configMaps } from './configMap.ts';
import { cronJobs } from './cronJob.ts';
import { daemonSets } from './daemonSet.ts';
import { deployments } from './deployment.ts';
import { events } from './event.ts';
import { ingresses } from './ingress.ts';
import { jobs } from './job.ts';
import { namespaces } from './namespace.ts';
import { nodes } from './node.ts';
import { pods } from './pod.ts';
import { replicaSets } from './replicaSet.ts';
import { secrets } from './secret.ts';
import { services } from './service.ts';
import { statefulSets } from './statefulSet.ts';
import type { ListedKind } from './summary.ts';

/** Kinds that have a file of their own, which says more than the server's columns do. */
const known: readonly ListedKind[] = [
  configMaps,
  cronJobs,
  daemonSets,
  deployments,
  events,
  ingresses,
  jobs,
  namespaces,
  nodes,
  pods,
  replicaSets,
  secrets,
  services,
  statefulSets,
];

const byName = new Map<string, ListedKind>(known.map(kind => [nameOf(kind.id), kind]));
const made = new WeakMap<ApiResource, ListedKind>();

/** How objects of a resource are listed; the same answer for the same resource. */
export function kindOf(resource: ApiResource): ListedKind {
  const kind = byName.get(nameOf(resource)) ?? made.get(resource) ?? anyKind(resource);
  made.set(resource, kind);
  return kind;
}

/** `deployments.apps`; versions of a resource hold the same objects. */
export function nameOf({ group, resource }: Pick<ResourceId, 'group' | 'resource'>): string {
  return group === '' ? resource : `${resource}.${group}`;
}
