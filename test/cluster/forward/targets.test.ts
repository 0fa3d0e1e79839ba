import { once } from 'node:events';
import type { Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '../../../src/cluster/connection.ts';
import { portForward } from '../../../src/cluster/forward/portForward.ts';
import { connect } from '../connect.ts';
import { createNodes, forwardPods } from '../fakeKubelet.ts';
import { useControlPlane } from '../shared.ts';
import { until } from '../until.ts';
import { dial, portOf, serve } from './target.ts';

const controlPlane = useControlPlane();
let connection: Connection;
let server: Server;

const labels = { app: 'web', tier: 'front' };
const containers = [{ name: 'app', image: 'app', ports: [{ name: 'http', containerPort: 8080 }] }];
const template = { metadata: { labels }, spec: { containers } };
const selector = { matchLabels: labels };
const ports = [{ name: 'main', port: 80, targetPort: 'http' }];

beforeAll(async () => {
  connection = await connect(controlPlane());
  await createNodes(controlPlane(), ['node-1']);
  server = await serve(socket => socket.end('hello'));
  await forwardPods(controlPlane(), {
    name: 'web',
    selector: { matchNamespaces: ['default'] },
    ports: [8080],
    target: { port: portOf(server) },
  });
  const apps = '/apis/apps/v1/namespaces/default';
  const core = '/api/v1/namespaces/default';
  const named = (name: string, spec: object, more: object = {}) => ({ metadata: { name, ...more }, spec });
  await post(`${apps}/deployments`, named('web', { selector, template }));
  const expressions = [{ key: 'app', operator: 'In', values: ['db'] }];
  const dbTemplate = { metadata: { labels: { app: 'db' } }, spec: { containers } };
  await post(
    `${apps}/statefulsets`,
    named('db', { serviceName: 'db', selector: { matchExpressions: expressions }, template: dbTemplate }),
  );
  const agent = { metadata: { labels: { app: 'agent' } }, spec: { containers } };
  await post(
    `${apps}/daemonsets`,
    named('agent', { selector: { matchLabels: { app: 'agent' } }, template: agent }),
  );
  await post(`${core}/services`, named('web', { selector: labels, ports }));
  await post(
    `${core}/services`,
    named('headless', { clusterIP: 'None', selector: labels, ports: [{ port: 8080 }] }),
  );
  await post('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    metadata: { name: 'clusters.example.test' },
    spec: {
      group: 'example.test',
      scope: 'Namespaced',
      names: { plural: 'clusters', singular: 'cluster', kind: 'Cluster' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  });
  await until('the custom resource is there', async () => {
    const answer = await controlPlane().api({
      method: 'POST',
      path: '/apis/example.test/v1/namespaces/default/clusters',
      body: { apiVersion: 'example.test/v1', kind: 'Cluster', metadata: { name: 'main' } },
    });
    return answer.status === 201 || answer.status === 409;
  });
  const cluster = await controlPlane().api({
    path: '/apis/example.test/v1/namespaces/default/clusters/main',
  });
  const { uid } = cluster.json<{ metadata: { uid: string } }>().metadata;
  // As operators do it: the custom resource owns a workload, which owns pods by way of another.
  const owner = { apiVersion: 'example.test/v1', kind: 'Cluster', name: 'main', uid, controller: true };
  const owned = { metadata: { labels: { app: 'owned' } }, spec: { containers } };
  await post(
    `${apps}/deployments`,
    named(
      'owned',
      { selector: { matchLabels: { app: 'owned' } }, template: owned },
      { ownerReferences: [owner] },
    ),
  );
}, 120_000);

afterAll(() => {
  server?.close();
  connection?.close();
});

async function post(path: string, body: object): Promise<void> {
  const { status, text } = await controlPlane().api({ method: 'POST', path, body });
  if (status !== 201) throw new Error(text);
}

describe('reaches the container that kubectl, or the people who wrote the operator, would mean', () => {
  test.each([
    ['service', 'web', '80'],
    ['svc', 'web', 'main'],
    ['service', 'headless', '8080'],
    ['deployment', 'web', 'http'],
    ['StatefulSet', 'db', '8080'],
    ['ds', 'agent', 'http'],
    ['selector', 'app=web,tier in (front)', 'http'],
    ['pod', 'db-0', '8080'],
    ['clusters.example.test', 'main', 'http'],
    ['replicaset', '', '8080'],
  ])('%s %s, port %s', async (kind, given, port) => {
    const name = given === '' ? await replicaSet() : given;
    const target = { namespace: 'default', kind, name };
    const forward = await portForward({
      connection,
      target,
      ports: [
        { remote: port, local: 0 },
        { remote: '8080', local: 0 },
      ],
    }).catch(error => {
      // A service has no other port.
      if (error.code !== 'forward.no-port') throw error;
      return portForward({ connection, target, ports: [{ remote: port, local: 0 }] });
    });
    try {
      for (const { local } of forward.ports) expect(await greeting(local)).toBe('hello');
    } finally {
      await forward.stop();
    }
  });
});

async function replicaSet(): Promise<string> {
  const list = await controlPlane().api({
    path: '/apis/apps/v1/namespaces/default/replicasets?labelSelector=app%3Dweb',
  });
  return list.json<{ items: { metadata: { name: string } }[] }>().items[0]?.metadata.name ?? '';
}

/** kwok knows its rule some milliseconds late. */
async function greeting(port: number): Promise<string> {
  let words = '';
  await until('the container answers', async () => {
    const socket = dial(port);
    const [data] = await once(socket, 'data', { signal: AbortSignal.timeout(3000) }).catch(() => ['']);
    words = String(data);
    socket.destroy();
    return words !== '';
  });
  return words;
}
