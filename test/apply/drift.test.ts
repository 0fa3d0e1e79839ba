import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDrift } from '../../src/apply/diff/drift.ts';
import type { ApplyRequest } from '../../src/cluster/change/serverSideApply.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { createDiscovery, type Discovery } from '../../src/cluster/discovery.ts';
import { connect } from '../cluster/connect.ts';
import { useControlPlane } from '../cluster/shared.ts';

const controlPlane = useControlPlane({ kwok: false });
let connection: Connection;
let discovery: Discovery;

beforeAll(async () => {
  connection = await connect(controlPlane());
  discovery = await createDiscovery(connection).discover();
});

afterAll(() => connection?.close());

/** A Deployment with whatever is said of its container, and of itself. */
function deployment(container: object, spec: object = {}, metadata: object = {}) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', ...metadata },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      ...spec,
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: 'web:1', ...container }] },
      },
    },
  };
}

function request(
  object: { apiVersion: string; kind: string; metadata: { name: string } },
  namespace: string,
): ApplyRequest {
  const resource = discovery.ofKind(object.apiVersion, object.kind);
  if (resource === undefined) throw new Error(`No resource for ${object.kind}`);
  return { resource, namespace, name: object.metadata.name, json: JSON.stringify(object) };
}

let count = 0;

/** A namespace of its own, in which `manager` has applied an object. */
async function applied(object: object, manager = 'kubewright'): Promise<string> {
  const { api, kubectl } = controlPlane();
  count += 1;
  const namespace = `drift-${count}`;
  await api({ method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name: namespace } } });
  const args = ['apply', '--server-side', `--field-manager=${manager}`, '-n', namespace, '-f', '-'];
  const { code, stderr } = await kubectl(args, { stdin: JSON.stringify(object) });
  if (code !== 0) throw new Error(stderr);
  return namespace;
}

async function drift(object: Parameters<typeof request>[0], namespace: string): Promise<string | string[]> {
  const found = await readDrift(connection, request(object, namespace));
  return found.kind === 'drifted' ? found.changes.map(({ field }) => field) : found.kind;
}

describe('a live object against its manifest', () => {
  const wants = (cpu: string) => ({ resources: { requests: { cpu } } });
  const env = (...names: string[]) => ({ env: names.map(name => ({ name, value: '1' })) });
  const image = 'spec.template.spec.containers[name="web"].image';
  test.each<[title: string, live: object, manifest: object, expected: string | string[]]>([
    ['as it was applied, with all that the server fills in', deployment({}), deployment({}), 'same'],
    [
      'a default that the manifest spells out',
      deployment({}),
      deployment({ imagePullPolicy: 'IfNotPresent' }, { replicas: 1 }),
      'same',
    ],
    ['a quantity written in another way', deployment(wants('1')), deployment(wants('1000m')), 'same'],
    [
      'a quantity that is another',
      deployment(wants('1')),
      deployment(wants('1100m')),
      ['spec.template.spec.containers[name="web"].resources.requests.cpu'],
    ],
    ['a changed field', deployment({}), deployment({ image: 'web:2' }), [image]],
    [
      'two changed fields, one of them new',
      deployment({}),
      deployment({ image: 'web:2', ...env('A') }),
      [image, 'spec.template.spec.containers[name="web"].env'],
    ],
    [
      'a field that the manifest has no more',
      deployment(env('A', 'B')),
      deployment(env('A')),
      ['spec.template.spec.containers[name="web"].env[name="B"]'],
    ],
    [
      'a label that the manifest has no more',
      deployment({}, {}, { labels: { team: 'a' } }),
      deployment({}),
      ['metadata.labels'],
    ],
  ])('%s', async (_title, live, manifest, expected) => {
    const namespace = await applied(live);
    expect(await drift(manifest as ReturnType<typeof deployment>, namespace)).toEqual(expected);
  });

  /** Otherwise everything that kubectl edit or scale did would be a conflict instead of an answer. */
  test('what others changed is drift, what they added is theirs', async () => {
    const object = deployment({}, { replicas: 2 });
    const namespace = await applied(object);
    const { kubectl } = controlPlane();
    await kubectl(['scale', 'deployment', 'web', '-n', namespace, '--replicas=5']);
    await kubectl(['annotate', 'deployment', 'web', '-n', namespace, 'note=theirs']);
    expect(await drift(object, namespace)).toEqual(['spec.replicas']);
    const { stdout } = await kubectl([
      'get',
      'deployment',
      'web',
      '-n',
      namespace,
      '-o',
      'jsonpath={.spec.replicas}',
    ]);
    expect(stdout).toBe('5');
  });

  /** Who compares a Secret must see that a value differs, and never what it is. */
  test('of a Secret it is seen which values differ, and none of them', async () => {
    const secret = (data: object) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data });
    const namespace = await applied(secret({ a: 'c2FtZQ==', b: 'b2xk' }));
    const found = await readDrift(connection, request(secret({ a: 'c2FtZQ==', b: 'bmV3' }), namespace));
    expect(found).toMatchObject({ kind: 'drifted', changes: [{ field: 'data.b' }] });
    for (const value of ['c2FtZQ==', 'b2xk', 'bmV3']) expect(JSON.stringify(found)).not.toContain(value);
  });

  test('an object that is not there, in a namespace that is or is not', async () => {
    expect(await drift(deployment({}), 'default')).toBe('absent');
    expect(await drift(deployment({}), 'no-such-namespace')).toBe('absent');
  });

  test('a manifest that the server refuses, and a user who may not try, are failures with codes', async () => {
    const namespace = await applied(deployment({}));
    const wrong = deployment({ ports: 'none' });
    await expect(drift(wrong, namespace)).rejects.toMatchObject({ code: 'response.invalid' });
    const nobody = await connect(controlPlane(), 'nobody');
    const asked = readDrift(nobody, request(deployment({}), namespace));
    await expect(asked).rejects.toMatchObject({ code: 'response.forbidden' });
    nobody.close();
  });
});
