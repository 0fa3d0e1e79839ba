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

/** The number that a name stands for: a service's own, else a container's; `undefined` where only a pod can tell. */
export function portNumber({ service, ports }: PodSource, port: string): number | undefined {
  const known = service === undefined ? ports : servicePorts(service);
  return tcpFirst(known.filter(({ name }) => name === port))?.port;
}

interface Asked {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly port: string;
}

interface ServicePort extends NamedPort {
  readonly target: string | number;
}

/** A headless service has no ports of its own: its numbers are those of the pods. */
function servicePort(asked: Asked, service: JsonRecord): string | number {
  const { port } = asked;
  const ports = servicePorts(service);
  const found = tcpFirst(ports.filter(each => String(each.port) === port || each.name === port));
  if (found === undefined) {
    const known = ports
      .filter(isTcp)
      .map(({ name, port }) => (name === undefined ? `${port}` : `${port} (${name})`));
    throw new ClusterFailure('forward.no-port', { ...asked, of: 'service', known });
  }
  requireTcp(asked, found);
  return service['clusterIP'] === 'None' && /^\d+$/.test(port) ? Number(port) : found.target;
}

function servicePorts(service: JsonRecord): readonly ServicePort[] {
  return listAt(service, 'ports')
    .filter(isRecord)
    .map(each => {
      const port = Number(each['port']);
      const target = each['targetPort'] ?? port;
      return {
        name: textOf(each['name']),
        port,
        protocol: textOf(each['protocol']) ?? 'TCP',
        target: typeof target === 'number' ? target : String(target),
      };
    });
}

function containerPort(asked: Asked, ports: readonly NamedPort[], name: string): number {
  if (/^\d+$/.test(name)) return Number(name);
  const found = tcpFirst(ports.filter(each => each.name === name));
  if (found === undefined) {
    const known = [...new Set(ports.filter(isTcp).flatMap(each => each.name ?? []))];
    throw new ClusterFailure('forward.no-port', { ...asked, port: name, of: 'pod', known });
  }
  requireTcp(asked, found);
  return found.port;
}

const isTcp = ({ protocol }: NamedPort) => protocol === 'TCP';

/** DNS has one number for UDP and TCP. */
function tcpFirst<Port extends NamedPort>(ports: readonly Port[]): Port | undefined {
  return ports.find(isTcp) ?? ports[0];
}

function requireTcp(asked: Asked, port: NamedPort): void {
  const { protocol } = port;
  if (!isTcp(port)) throw new ClusterFailure('forward.not-tcp', { ...asked, protocol });
}
