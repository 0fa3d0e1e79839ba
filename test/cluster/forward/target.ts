import { once } from 'node:events';
import { type AddressInfo, connect as connectTcp, createServer, type Server, type Socket } from 'node:net';
import type { Connection } from '../../../src/cluster/connection.ts';
import { dialTunnel } from '../../../src/cluster/forward/dialTunnel.ts';
import type { ControlPlane } from '../controlPlane.ts';
import { forwardPods } from '../fakeKubelet.ts';
import { until } from '../until.ts';

/** Makes a pod that kwok runs at once, and waits until it does. */
export async function runPod(
  controlPlane: ControlPlane,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<void> {
  await controlPlane.api({
    method: 'POST',
    path: '/api/v1/namespaces/default/pods',
    body: { metadata: { name, labels }, spec: { containers: [{ name: 'app', image: 'app' }] } },
  });
  await until(`${name} runs`, async () => {
    const pod = await controlPlane.api({ path: `/api/v1/namespaces/default/pods/${name}` });
    return pod.json<{ status: { phase: string } }>().status.phase === 'Running';
  });
}

/** A server of this machine; the caller closes it. */
export async function serve(onConnection: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ allowHalfOpen: true, noDelay: true }, socket => {
    socket.on('error', () => {});
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** Its port. */
export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Leads a port of pods to one of this machine, and waits until `pod`'s does. */
export async function leadTo(
  controlPlane: ControlPlane,
  connection: Connection,
  {
    port,
    target,
    pod,
    selector,
  }: {
    readonly port: number;
    readonly target: number;
    readonly pod: string;
    readonly selector?: {
      readonly matchNames?: readonly string[];
      readonly matchNamespaces?: readonly string[];
    };
  },
): Promise<void> {
  await forwardPods(controlPlane, {
    name: `port-${pod}-${port}`,
    selector: selector ?? { matchNames: [pod] },
    ports: [port],
    target: { port: target },
  });
  await until('kwok knows the rule', async () => {
    const address = { connection, namespace: 'default', pod };
    const { tunnel } = await dialTunnel(address, port, { onIdle: () => {}, onClose: () => {} });
    const stream = tunnel.open(port);
    // A rule that is not known yet is told on the error stream within a moment.
    const failed = await Promise.race([
      once(stream, 'error').then(() => true),
      new Promise<false>(resolve => setTimeout(resolve, 150, false)),
    ]);
    stream.on('error', () => {});
    tunnel.close();
    return !failed;
  });
}

/** A client of a forwarded port. */
export function dial(port: number, host = '127.0.0.1'): Socket {
  const socket = connectTcp({ host, port, allowHalfOpen: true, noDelay: true });
  // Those who expect one listen for themselves.
  socket.on('error', () => {});
  return socket;
}

/** Resolves however it closes. */
export function closed(socket: Socket): Promise<void> {
  socket.on('error', () => {});
  return new Promise(resolve => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });
}
