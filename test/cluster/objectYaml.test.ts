import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '../../src/cluster/connection.ts';
import { parseJson } from '../../src/cluster/exactJson.ts';
import { objectYaml, typeOf } from '../../src/cluster/objectYaml.ts';
import { connect } from './connect.ts';
import { createSample } from './sample.ts';
import { useControlPlane } from './shared.ts';

const controlPlane = useControlPlane();
let connection: Connection;

beforeAll(async () => {
  connection = await connect(controlPlane());
  await createSample(controlPlane());
}, 1_200_000);

afterAll(() => connection?.close());

const shop = '/namespaces/shop';
const objects: readonly [string, string][] = [
  ['deployment/web', `/apis/apps/v1${shop}/deployments/web`],
  ['service/web', `/api/v1${shop}/services/web`],
  ['ingress/web', `/apis/networking.k8s.io/v1${shop}/ingresses/web`],
  ['configmap/web-config', `/api/v1${shop}/configmaps/web-config`],
  ['cronjob/nightly-report', `/apis/batch/v1${shop}/cronjobs/nightly-report`],
  ['configmap/odd', `/api/v1${shop}/configmaps/odd`],
];

/** Keys and texts that YAML would read as something else, and lines that it folds. */
const odd = {
  yes: 'no',
  '1.10': '0777',
  multi: 'a\n  b\n\nc',
  trailing: 'x \n',
  long: 'word '.repeat(40).trim(),
  unicode: '컨피그맵 \u2028',
  colon: 'a: b # c',
  empty: '',
  tab: '\tx',
};

describe('an object opened as YAML', () => {
  test.each(objects)('%s is what kubectl get -o yaml prints', async (name, path) => {
    if (name === 'configmap/odd') {
      const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'odd' }, data: odd };
      await controlPlane().api({ method: 'POST', path: `/api/v1${shop}/configmaps`, body });
    }
    const object = (await connection.get({ path })).json();
    const { stdout } = await controlPlane().kubectl(['get', '-n', 'shop', name, '-o', 'yaml']);
    // The items of a list come without them.
    const { apiVersion, kind, ...item } = Object(object);
    expect(objectYaml(item, { apiVersion, kind })).toBe(stdout);
  });

  test('masks Secrets whatever they are called, alone or as a list', () => {
    const id = { group: '', version: 'v1', resource: 'secrets' };
    const secret = { metadata: { name: 'login' }, data: { password: 'aHVudGVyMg==' } };
    // The kind in the address of a document may have been written by anybody.
    for (const kind of ['Secret', 'ConfigMap', 'SecretList']) {
      for (const object of [secret, { kind: 'SecretList', metadata: {}, items: [secret] }]) {
        const yaml = objectYaml(object, typeOf(id, kind));
        expect(yaml).toContain('login');
        expect(yaml).not.toContain('aHVudGVyMg');
      }
    }
  });

  test('keeps every digit of numbers that a double cannot hold', () => {
    const object = parseJson(
      '{"metadata":{"name":"big"},"spec":{"big":9007199254740993,"list":[-9007199254740993,1]}}',
    );
    const yaml = objectYaml(object, { apiVersion: 'example.com/v1', kind: 'Gadget' });
    expect(yaml).toContain('big: 9007199254740993');
    expect(yaml).toContain('- -9007199254740993\n  - 1\n');
  });

  test('masks what a Secret holds, also where kubectl remembers it', async () => {
    const manifest = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'login', namespace: 'shop' },
      stringData: { password: 'hunter2' },
    };
    const { kubectl } = controlPlane();
    const applied = await kubectl(['apply', '-f', '-'], { stdin: JSON.stringify(manifest) });
    expect(applied.code).toBe(0);
    const object = (await connection.get({ path: `/api/v1${shop}/secrets/login` })).json();
    expect(JSON.stringify(object)).toMatch(/hunter2/);
    const text = objectYaml(object, { apiVersion: 'v1', kind: 'Secret' });
    expect(text).not.toMatch(/hunter2|aHVudGVyMg/);
    expect(text).toContain("password: '***'");
    expect(text).toContain('type: Opaque');
  });
});
