import type { CollectionQuery, SlimObject } from './collection.ts';
import { isRecord, listAt, recordAt, textOf } from './json.ts';
import { objectMeta, type ResourceId } from './resource.ts';

/** A namespace row. */
export interface NamespaceObject extends SlimObject {
  /** `Active` or `Terminating`. */
  readonly phase: string;
}

/** A Deployment or ReplicaSet row; counts are of pods. */
export interface ReplicatedObject extends SlimObject {
  readonly desired: number;
  readonly ready: number;
}

/** A pod row. */
export interface PodObject extends SlimObject {
  readonly phase: string;
  /** Why it is not ready, in the words of the kubelet: `CrashLoopBackOff`; else `undefined`. */
  readonly reason: string | undefined;
  readonly readyContainers: number;
  readonly restarts: number;
  readonly nodeName: string | undefined;
  readonly containers: readonly { readonly name: string; readonly ports: readonly ContainerPort[] }[];
}

/** A port that a container declares. */
export interface ContainerPort {
  readonly name: string | undefined;
  readonly port: number;
  readonly protocol: string;
}

export const namespacesId: ResourceId = { group: '', version: 'v1', resource: 'namespaces' };
export const podsId: ResourceId = { group: '', version: 'v1', resource: 'pods' };
export const deploymentsId: ResourceId = { group: 'apps', version: 'v1', resource: 'deployments' };
export const replicaSetsId: ResourceId = { group: 'apps', version: 'v1', resource: 'replicasets' };

/** All namespaces of a cluster. */
export function namespacesQuery(): CollectionQuery<NamespaceObject> {
  return { id: namespacesId, namespace: undefined, slim: slimNamespace };
}

/** The Deployments of a namespace, or of all. */
export function deploymentsQuery(namespace: string | undefined): CollectionQuery<ReplicatedObject> {
  return { id: deploymentsId, namespace, slim: slimReplicated };
}

/** The ReplicaSets of a namespace, or of all; they join Deployments with their pods. */
export function replicaSetsQuery(namespace: string | undefined): CollectionQuery<ReplicatedObject> {
  return { id: replicaSetsId, namespace, slim: slimReplicated };
}

/** The pods of a namespace, or of all. */
export function podsQuery(namespace: string | undefined): CollectionQuery<PodObject> {
  return { id: podsId, namespace, slim: slimPod };
}

function slimNamespace(object: unknown): NamespaceObject {
  return { metadata: objectMeta(object), phase: textOf(recordAt(object, 'status')['phase']) ?? '' };
}

function slimReplicated(object: unknown): ReplicatedObject {
  return {
    metadata: objectMeta(object),
    // Left out, the API server's default is 1.
    desired: numberOf(recordAt(object, 'spec')['replicas'], 1),
    ready: numberOf(recordAt(object, 'status')['readyReplicas'], 0),
  };
}

function slimPod(object: unknown): PodObject {
  const status = recordAt(object, 'status');
  const statuses = [...listAt(status, 'initContainerStatuses'), ...listAt(status, 'containerStatuses')];
  return {
    metadata: objectMeta(object),
    phase: textOf(status['phase']) ?? '',
    reason: textOf(status['reason']) ?? statuses.map(containerReason).find(reason => reason !== undefined),
    readyContainers: listAt(status, 'containerStatuses').filter(
      each => isRecord(each) && each['ready'] === true,
    ).length,
    restarts: statuses.reduce<number>(
      (sum, each) => sum + (isRecord(each) ? numberOf(each['restartCount'], 0) : 0),
      0,
    ),
    nodeName: textOf(recordAt(object, 'spec')['nodeName']),
    containers: listAt(recordAt(object, 'spec'), 'containers').map(container => ({
      name: isRecord(container) ? (textOf(container['name']) ?? '') : '',
      ports: listAt(container, 'ports').flatMap(containerPort),
    })),
  };
}

/** A waiting container's reason, or a failed one's; one that starts normally has none. */
function containerReason(status: unknown): string | undefined {
  const state = recordAt(status, 'state');
  const waiting = textOf(recordAt(state, 'waiting')['reason']);
  if (waiting !== undefined) return waiting === 'PodInitializing' ? undefined : waiting;
  const terminated = recordAt(state, 'terminated');
  return numberOf(terminated['exitCode'], 0) === 0 ? undefined : textOf(terminated['reason']);
}

function containerPort(port: unknown): ContainerPort[] {
  if (!isRecord(port) || typeof port['containerPort'] !== 'number') return [];
  const protocol = textOf(port['protocol']) ?? 'TCP';
  return [{ name: textOf(port['name']), port: port['containerPort'], protocol }];
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
