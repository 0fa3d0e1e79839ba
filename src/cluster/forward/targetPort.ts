import { ClusterFailure } from '../failure.ts';
import { isRecord, type JsonRecord, listAt, textOf } from '../json.ts';
import type { ForwardPod, NamedPort } from './forwardPod.ts';
import type { ForwardTarget, PodSource } from './target.ts';

/**
 * The number that a port, asked for by number or name, has in this pod: of a service as kubectl finds it, through its
 * targetPort, names by the pod's own container ports. Throws `forward.no-port` or `forward.not-tcp`.
 */
export function targetPort(target: ForwardTarget, source: PodSource, pod: ForwardPod, port: string): number {
  const asked = { namespace: target.namespace, kind: source.kind, name: target.name, port };
  const found = source.service === undefined ? port : servicePort(asked, source.service);
  return typeof found === 'number' ? found : containerPort(asked, pod.ports, found);
}

/** Throws as `targetPort` does for what a service's spec tells without a pod; other targets tell nothing. */
export function requirePort(target: ForwardTarget, source: PodSource, port: string): void {
  const { namespace, name } = target;
  if (source.service !== undefined) servicePort({ namespace, kind: source.kind, name, port }, source.service);
}

interface Asked {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly port: string;
}

/** A headless service has no ports of its own: its numbers are those of the pods. */
function servicePort(asked: Asked, service: JsonRecord): string | number {
  const { port } = asked;
  const found = listAt(service, 'ports').find(
    each => isRecord(each) && (String(each['port']) === port || each['name'] === port),
  );
  if (!isRecord(found)) throw new ClusterFailure('forward.no-port', asked);
  requireTcp(asked, textOf(found['protocol']) ?? 'TCP');
  if (service['clusterIP'] === 'None' && /^\d+$/.test(port)) return Number(port);
  const target = found['targetPort'] ?? found['port'];
  return typeof target === 'number' ? target : String(target);
}

function containerPort(asked: Asked, ports: readonly NamedPort[], name: string): number {
  if (/^\d+$/.test(name)) return Number(name);
  const found = ports.find(each => each.name === name);
  if (found === undefined) throw new ClusterFailure('forward.no-port', { ...asked, port: name });
  requireTcp(asked, found.protocol);
  return found.port;
}

function requireTcp(asked: Asked, protocol: string): void {
  if (protocol !== 'TCP') throw new ClusterFailure('forward.not-tcp', { ...asked, protocol });
}
