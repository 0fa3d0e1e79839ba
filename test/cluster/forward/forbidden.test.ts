import { once } from 'node:events';
import type { Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '../../../src/cluster/connection.ts';
import { type PortForward, portForward } from '../../../src/cluster/forward/portForward.ts';
import { applyAt } from '../bootstrapObjects.ts';
import { connect } from '../connect.ts';
import { createNodes, forwardPods } from '../fakeKubelet.ts';
import { useControlPlane } from '../shared.ts';
import { until } from '../until.ts';
import { closed, dial, portOf, serve } from './target.ts';

const controlPlane = useControlPlane();
const forwards: PortForward[] = [];
let connection: Connection;
let server: Server;

/** What the user `nobody` may do with pods and with their forwards, by the namespace. */
const rights = {
  lists: { pods: ['get', 'list'], forwards: ['get', 'create'] },
  gets: { pods: ['get'], forwards: ['get', 'create'] },
  creates: { pods: ['get', 'list', 'watch'], forwards: ['create'] },
};
const labels = { app: 'web' };
const containers = [{ name: 'app', image: 'app', ports: [{ name: 'http', containerPort: 8080 }] }];

beforeAll(async () => {
  const { api } = controlPlane();
  connection = await connect(controlPlane(), 'nobody');
  await createNodes(controlPlane(), ['node-1']);
  server = await serve(socket => socket.end('hello'));
  await forwardPods(controlPlane(), { name: 'web', target: { port: portOf(server) } });
  for (const [namespace, { pods, forwards: verbs }] of Object.entries(rights)) {
    await applyAt(api, `/api/v1/namespaces/${namespace}`, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
    const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
    const apiVersion = 'rbac.authorization.k8s.io/v1';
    const metadata = { name: 'forwards', namespace };
    await applyAt(api, `${rbac}/roles/forwards`, {
      apiVersion,
      kind: 'Role',
      metadata,
      rules: [
        { apiGroups: ['', 'apps'], resources: ['pods', 'services', 'deployments'], verbs: pods },
        { apiGroups: [''], resources: ['pods/portforward'], verbs },
      ],
    });
    await applyAt(api, `${rbac}/rolebindings/forwards`, {
      apiVersion,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'forwards' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'nobody' }],
    });
    await applyAt(api, `/apis/apps/v1/namespaces/${namespace}/deployments/web`, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
    });
    await applyAt(api, `/api/v1/namespaces/${namespace}/services/web`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace },
      spec: { selector: labels, ports: [{ port: 80, targetPort: 'http' }] },
    });
    await until('its pod runs', async () => (await podsOf(namespace))[0]?.status.phase === 'Running');
  }
}, 120_000);

afterAll(async () => {
  for (const forward of forwards) await forward.stop();
  server?.close();
  connection?.close();
});

interface PodAnswer {
  readonly metadata: { readonly name: string };
  readonly status: { readonly phase?: string };
}

async function podsOf(namespace: string): Promise<readonly PodAnswer[]> {
  const answer = await controlPlane().api({ path: `/api/v1/namespaces/${namespace}/pods` });
  return answer.json<{ items: PodAnswer[] }>().items;
}

async function forwardTo(namespace: string, kind: string): Promise<PortForward> {
  const name = kind === 'pod' ? ((await podsOf(namespace))[0]?.metadata.name ?? '') : 'web';
  const ports = [{ remote: kind === 'service' ? '80' : 'http', local: 0 }];
  const made = await portForward({ connection, target: { namespace, kind, name }, ports });
  forwards.push(made);
  return made;
}

async function greeting({ ports }: PortForward): Promise<string> {
  const socket = dial(ports[0]?.local ?? 0);
  const [data] = await once(socket, 'data', { signal: AbortSignal.timeout(3000) }).catch(() => ['']);
  socket.destroy();
  return String(data);
}

async function replacePods(namespace: string): Promise<void> {
  for (const { metadata } of await podsOf(namespace)) {
    await controlPlane().api({
      method: 'DELETE',
      path: `/api/v1/namespaces/${namespace}/pods/${metadata.name}`,
    });
  }
}

describe('a role that may list pods but not watch them, as kubectl needs it', () => {
  test.each(['pod', 'deployment', 'service'])('forwards to a %s', async kind => {
    const forward = await forwardTo('lists', kind);
    const states = new Set<string>();
    forward.onChange(() => states.add(forward.state.kind));
    await until('it is live', () => forward.state.kind === 'live');
    await until('the container answers', async () => (await greeting(forward)) === 'hello');
    expect(states).not.toContain('failed');
  });

  test('heals when its pod is replaced', async () => {
    const forward = await forwardTo('lists', 'service');
    await until('it is live', () => forward.state.kind === 'live');
    const first = forward.state.kind === 'live' ? forward.state.pod : '';
    await replacePods('lists');
    await until('it leads to another', () => forward.state.kind === 'live' && forward.state.pod !== first, {
      timeout: 20_000,
    });
    await until('the container answers', async () => (await greeting(forward)) === 'hello');
  });

  test('hears of another selector', async () => {
    const forward = await forwardTo('lists', 'service');
    await until('it is live', () => forward.state.kind === 'live');
    const path = '/api/v1/namespaces/lists/services/web';
    const contentType = 'application/merge-patch+json';
    const select = (app: string) =>
      controlPlane().api({ method: 'PATCH', path, contentType, body: { spec: { selector: { app } } } });
    await select('nobody');
    await until('it waits', () => forward.state.kind === 'waiting', { timeout: 20_000 });
    await select('web');
    await until('it is live again', () => forward.state.kind === 'live', { timeout: 20_000 });
  });
});

describe('a role that may only get pods', () => {
  test('forwards to a pod by its name, and says when it is gone', async () => {
    const forward = await forwardTo('gets', 'pod');
    await until('it is live', () => forward.state.kind === 'live');
    await until('the container answers', async () => (await greeting(forward)) === 'hello');
    await replacePods('gets');
    await until('it waits', () => forward.state.kind === 'waiting', { timeout: 20_000 });
  });

  test('cannot find the pods of a workload, which is told and keeps no connection waiting', async () => {
    const forward = await forwardTo('gets', 'deployment');
    await until('it is told', () => forward.state.kind === 'failed');
    expect(forward.state).toMatchObject({ failure: { code: 'response.forbidden' } });
    const start = performance.now();
    await closed(dial(forward.ports[0]?.local ?? 0));
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

test('a role that may create forwards but not get them, which a WebSocket needs, forwards without one', async () => {
  const forward = await forwardTo('creates', 'service');
  await until('it is live', () => forward.state.kind === 'live');
  await until('the container answers', async () => (await greeting(forward)) === 'hello');
  const all = await Promise.all(Array.from({ length: 20 }, () => greeting(forward)));
  expect(all).toEqual(Array(20).fill('hello'));
});
