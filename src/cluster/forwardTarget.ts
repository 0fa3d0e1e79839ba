import type { Connection } from './connection.ts';
import { ClusterFailure } from './failure.ts';
import { isRecord, type JsonRecord, listAt, recordAt, textOf } from './json.ts';
import { collectionPath, objectPath, type ResourceId } from './resource.ts';

/** What people forward ports to, by the names that kubectl takes for it. */
export const forwardKinds = [
  'pod',
  'service',
  'deployment',
  'statefulset',
  'replicaset',
  'daemonset',
] as const;

/** One of `forwardKinds`. */
export type ForwardKind = (typeof forwardKinds)[number];

/** What was asked for; ports by number or name. */
export interface ForwardRequest {
  readonly connection: Connection;
  readonly namespace: string;
  readonly kind: ForwardKind;
  readonly name: string;
  readonly ports: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** The pod behind it and the number of each port there, in the order asked. */
export interface ForwardTarget {
  readonly pod: string;
  readonly ports: readonly number[];
}

/**
 * Finds the pod as kubectl does: of a service or workload a ready one of its selector, a service's port through its
 * targetPort, names by the pod's own container ports. Rejects with `forward.*` where that leads nowhere.
 */
export async function forwardTarget(request: ForwardRequest): Promise<ForwardTarget> {
  const { kind, name } = request;
  const object = await read(request, objectPath(resources[kind], request.namespace, name));
  if (kind === 'pod') return targetOf(request, object, undefined);
  const service = kind === 'service' ? forwardableService(request, object) : undefined;
  const selector = service === undefined ? workloadSelector(object) : labelsSelector(service['selector']);
  return targetOf(request, await readyPod(request, selector), service);
}

const resources: Readonly<Record<ForwardKind, ResourceId>> = {
  pod: { group: '', version: 'v1', resource: 'pods' },
  service: { group: '', version: 'v1', resource: 'services' },
  deployment: { group: 'apps', version: 'v1', resource: 'deployments' },
  statefulset: { group: 'apps', version: 'v1', resource: 'statefulsets' },
  replicaset: { group: 'apps', version: 'v1', resource: 'replicasets' },
  daemonset: { group: 'apps', version: 'v1', resource: 'daemonsets' },
};

async function read({ connection, signal }: ForwardRequest, path: string, query = {}): Promise<unknown> {
  return (await connection.get({ path, query, signal })).json();
}

/** The spec of a service that has pods of its own. */
function forwardableService({ namespace, name }: ForwardRequest, object: unknown): JsonRecord {
  const spec = recordAt(object, 'spec');
  if (spec['type'] === 'ExternalName') {
    throw new ClusterFailure('forward.external-name', { namespace, service: name });
  }
  if (Object.keys(recordAt(spec, 'selector')).length === 0) {
    throw new ClusterFailure('forward.no-selector', { namespace, service: name });
  }
  return spec;
}

function labelsSelector(labels: unknown): string {
  return Object.entries(isRecord(labels) ? labels : {})
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(',');
}

function workloadSelector(object: unknown): string {
  const selector = recordAt(recordAt(object, 'spec'), 'selector');
  const expressions = listAt(selector, 'matchExpressions').map(each => {
    const { key, operator } = isRecord(each) ? each : {};
    const values = listAt(each, 'values').join(',');
    if (operator === 'In') return `${key} in (${values})`;
    if (operator === 'NotIn') return `${key} notin (${values})`;
    return operator === 'Exists' ? String(key) : `!${key}`;
  });
  const labels = labelsSelector(selector['matchLabels']);
  return (labels === '' ? expressions : [labels, ...expressions]).join(',');
}

async function readyPod(request: ForwardRequest, labelSelector: string): Promise<unknown> {
  const { kind, namespace, name } = request;
  const list = await read(request, collectionPath(resources.pod, namespace), { labelSelector });
  const ready = listAt(list, 'items').filter(isReady);
  // Of several the oldest: it has proved itself, and repeating the command finds the same one.
  ready.sort((a, b) => (createdAt(a) < createdAt(b) ? -1 : 1));
  if (ready.length === 0) {
    const pods = listAt(list, 'items').length;
    throw new ClusterFailure('forward.no-ready-pod', { namespace, kind, name, pods });
  }
  return ready[0];
}

function isReady(pod: unknown): boolean {
  const status = recordAt(pod, 'status');
  return (
    status['phase'] === 'Running' &&
    recordAt(pod, 'metadata')['deletionTimestamp'] === undefined &&
    listAt(status, 'conditions').some(
      each => isRecord(each) && each['type'] === 'Ready' && each['status'] === 'True',
    )
  );
}

function createdAt(object: unknown): string {
  return textOf(recordAt(object, 'metadata')['creationTimestamp']) ?? '';
}

function targetOf(request: ForwardRequest, pod: unknown, service: JsonRecord | undefined): ForwardTarget {
  const ports = request.ports.map(port => {
    const target = service === undefined ? port : servicePort(request, service, port);
    return typeof target === 'number' ? target : podPort(request, pod, target);
  });
  return { pod: textOf(recordAt(pod, 'metadata')['name']) ?? '', ports };
}

/** The port of the pod behind a service's; a headless service has none of its own. */
function servicePort(request: ForwardRequest, service: JsonRecord, port: string): string | number {
  const { namespace, kind, name } = request;
  const found = listAt(service, 'ports').find(
    each => isRecord(each) && (String(each['port']) === port || each['name'] === port),
  );
  if (!isRecord(found)) {
    throw new ClusterFailure('forward.no-port', { namespace, kind, name, port });
  }
  const protocol = textOf(found['protocol']) ?? 'TCP';
  if (protocol !== 'TCP')
    throw new ClusterFailure('forward.not-tcp', { namespace, kind, name, port, protocol });
  if (service['clusterIP'] === 'None' && /^\d+$/.test(port)) return Number(port);
  const target = found['targetPort'] ?? found['port'];
  return typeof target === 'number' ? target : String(target);
}

function podPort({ namespace, kind, name }: ForwardRequest, pod: unknown, port: string): number {
  if (/^\d+$/.test(port)) return Number(port);
  const spec = recordAt(pod, 'spec');
  const containers = [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')];
  const found = containers
    .flatMap(container => listAt(container, 'ports'))
    .find(each => isRecord(each) && each['name'] === port);
  if (!isRecord(found) || typeof found['containerPort'] !== 'number') {
    throw new ClusterFailure('forward.no-port', { namespace, kind, name, port });
  }
  const protocol = textOf(found['protocol']) ?? 'TCP';
  if (protocol !== 'TCP')
    throw new ClusterFailure('forward.not-tcp', { namespace, kind, name, port, protocol });
  return found['containerPort'];
}
