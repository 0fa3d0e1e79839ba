import type { Connection } from '../connection.ts';
import { createDiscovery } from '../discovery.ts';
import { ClusterFailure } from '../failure.ts';
import { isRecord, type JsonRecord, listAt, recordAt, textOf } from '../json.ts';
import { type ApiResource, objectPath, type ResourceId } from '../resource.ts';
import { findResource } from '../resourceName.ts';
import { containerPorts, type NamedPort } from './forwardPod.ts';

/** What ports are wanted of: an object that has pods, is one, or selects some, or pods by their labels. */
export interface ForwardTarget {
  readonly namespace: string;
  /** As people write it (`pod`, `svc`, `deployments.apps`); `selector` where `name` is one of labels. */
  readonly kind: string;
  readonly name: string;
}

/** Which pods are behind a target, and what its ports mean there. */
export interface PodSource {
  /** Singular, for texts: `service`. */
  readonly kind: string;
  readonly pods:
    | { readonly by: 'name'; readonly name: string }
    | { readonly by: 'labels'; readonly selector: string }
    /** Pods whose owners, or whose owners' owners, are the object of this UID. */
    | { readonly by: 'owner'; readonly uid: string };
  /** Of a Service; its ports have names and numbers of their own. */
  readonly service: JsonRecord | undefined;
  /** Of the pods, as far as the target tells them: a workload does by its template. */
  readonly ports: readonly NamedPort[];
  /** Of the object that says all this, where it may say something else later. */
  readonly saidBy: ResourceId | undefined;
}

/** The kind that selects pods by labels without an object. */
export const selectorKind = 'selector';

/** Asks the server once what the target is. Rejects with `forward.*` where it has no pods by its nature. */
export async function podSource(
  connection: Connection,
  target: ForwardTarget,
  signal?: AbortSignal,
): Promise<PodSource> {
  const { namespace, kind, name } = target;
  if (kind === selectorKind) {
    return { kind, pods: { by: 'labels', selector: name }, service: undefined, ports: [], saidBy: undefined };
  }
  const resource = commonKinds.get(kind.toLowerCase()) ?? (await discovered(connection, target, signal));
  const object = (await connection.get({ path: objectPath(resource, namespace, name), signal })).json();
  return sourceIn(object, target, resource);
}

/** What an object of the kind says of the pods behind it. Throws `forward.*` where it has none by its nature. */
export function sourceIn(
  object: unknown,
  target: ForwardTarget,
  { group, version, resource, kind }: ResourceId & { readonly kind: string },
): PodSource {
  const word = kind.toLowerCase();
  const saidBy = { group, version, resource };
  const { name } = target;
  if (word === 'pod' && group === '') {
    const ports = containerPorts(recordAt(object, 'spec'));
    return { kind: word, pods: { by: 'name', name }, service: undefined, ports, saidBy: undefined };
  }
  if (word === 'service' && group === '') {
    const service = serviceSpec(target, object);
    return {
      kind: word,
      pods: { by: 'labels', selector: labelsOf(service['selector']) },
      service,
      ports: [],
      saidBy,
    };
  }
  const ports = containerPorts(recordAt(recordAt(recordAt(object, 'spec'), 'template'), 'spec'));
  const selector = selectorOf(object);
  if (selector !== undefined) {
    return { kind: word, pods: { by: 'labels', selector }, service: undefined, ports, saidBy };
  }
  const uid = textOf(recordAt(object, 'metadata')['uid']) ?? '';
  return { kind: word, pods: { by: 'owner', uid }, service: undefined, ports, saidBy };
}

type KnownKind = Pick<ApiResource, 'group' | 'version' | 'resource' | 'kind'>;

/** Kinds that need no discovery, by the names that kubectl takes for them. */
const commonKinds: ReadonlyMap<string, KnownKind> = new Map(
  (
    [
      ['', 'Pod', 'pods', 'po'],
      ['', 'Service', 'services', 'svc'],
      ['apps', 'Deployment', 'deployments', 'deploy'],
      ['apps', 'StatefulSet', 'statefulsets', 'sts'],
      ['apps', 'ReplicaSet', 'replicasets', 'rs'],
      ['apps', 'DaemonSet', 'daemonsets', 'ds'],
      ['batch', 'Job', 'jobs', 'job'],
    ] as const
  ).flatMap(([group, kind, resource, short]) =>
    [kind.toLowerCase(), resource, short].map(
      word => [word, { group, version: 'v1', resource, kind }] as const,
    ),
  ),
);

async function discovered(
  connection: Connection,
  { namespace, kind, name }: ForwardTarget,
  signal: AbortSignal | undefined,
): Promise<KnownKind> {
  const resource = findResource(await createDiscovery(connection).discover(signal), kind);
  if (resource?.namespaced !== true) throw new ClusterFailure('forward.no-kind', { namespace, kind, name });
  return resource;
}

/** The spec of a service that has pods of its own. */
function serviceSpec({ namespace, name }: ForwardTarget, object: unknown): JsonRecord {
  const spec = recordAt(object, 'spec');
  if (spec['type'] === 'ExternalName') {
    throw new ClusterFailure('forward.external-name', { namespace, service: name });
  }
  if (Object.keys(recordAt(spec, 'selector')).length === 0) {
    throw new ClusterFailure('forward.no-selector', { namespace, service: name });
  }
  return spec;
}

/** That of a workload, of a ReplicationController, or what the scale subresource of a custom kind reports. */
function selectorOf(object: unknown): string | undefined {
  const selector = recordAt(recordAt(object, 'spec'), 'selector');
  const labels = labelsOf(selector['matchLabels']);
  const expressions = listAt(selector, 'matchExpressions').map(expressionOf);
  const all = (labels === '' ? expressions : [labels, ...expressions]).join(',');
  if (all !== '') return all;
  const values = Object.values(selector);
  if (values.length > 0 && values.every(value => typeof value === 'string')) return labelsOf(selector);
  return textOf(recordAt(object, 'status')['selector']);
}

function expressionOf(expression: unknown): string {
  const { key, operator } = isRecord(expression) ? expression : {};
  const values = listAt(expression, 'values').join(',');
  if (operator === 'In') return `${key} in (${values})`;
  if (operator === 'NotIn') return `${key} notin (${values})`;
  return operator === 'Exists' ? String(key) : `!${key}`;
}

function labelsOf(labels: unknown): string {
  return Object.entries(isRecord(labels) ? labels : {})
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(',');
}
