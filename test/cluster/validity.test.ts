import { describe, expect, test } from 'vitest';
import { nameDemandOf } from '../../src/language/rules/name/nameForm.ts';
import { whyInvalid, whyInvalidKey } from '../../src/language/rules/name/validity.ts';
import { useControlPlane } from './shared.ts';

const controlPlane = useControlPlane({ kwok: false });

interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly body: object;
}

const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', image: 'a' }] } };
const pod = { spec: { ...template.spec, restartPolicy: 'Never' } };

const kinds: readonly Kind[] = [
  kind('', 'v1', 'ConfigMap', 'configmaps', {}),
  kind('', 'v1', 'Service', 'services', { spec: { ports: [{ port: 80 }] } }),
  { ...kind('', 'v1', 'Namespace', 'namespaces', {}), namespaced: false },
  kind('', 'v1', 'ServiceAccount', 'serviceaccounts', {}),
  kind('apps', 'v1', 'Deployment', 'deployments', {
    spec: { selector: { matchLabels: { a: 'b' } }, template },
  }),
  kind('batch', 'v1', 'CronJob', 'cronjobs', {
    spec: { schedule: '0 0 * * *', jobTemplate: { spec: { template: pod } } },
  }),
  kind('rbac.authorization.k8s.io', 'v1', 'Role', 'roles', { rules: [] }),
  kind('networking.k8s.io', 'v1', 'NetworkPolicy', 'networkpolicies', { spec: { podSelector: {} } }),
];

function kind(group: string, version: string, name: string, plural: string, body: object): Kind {
  return { group, version, kind: name, plural, namespaced: true, body };
}

const names = [
  ...['a', 'a-b', 'a.b', '2048-game', 'A', 'a_b', '-a', 'a-', 'a..b', 'system:a', 'a%b'],
  ...[52, 53, 63, 64, 253, 254].map(length => 'a'.repeat(length)),
];

/** What the server says to making the object; nothing is made. */
async function isTaken(
  { group, version, kind, plural, namespaced, body }: Kind,
  metadata: object,
): Promise<boolean> {
  const apiVersion = group === '' ? version : `${group}/${version}`;
  const prefix = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const path = `${prefix}${namespaced ? '/namespaces/default' : ''}/${plural}?dryRun=All`;
  const answer = await controlPlane().api({
    method: 'POST',
    path,
    body: { apiVersion, kind, metadata, ...body },
  });
  expect([201, 400, 422], answer.text).toContain(answer.status);
  return answer.status === 201;
}

/** Who trusts a rule must neither be stopped by the server nor warned of what it takes. */
describe('the API server refuses what the rules say it refuses, and nothing else', () => {
  test.each(kinds)('names of $kind', async each => {
    const demand = nameDemandOf({ ...each, name: '', namespace: '' });
    if (demand === undefined) throw new Error('the rule says nothing of this kind');
    for (const name of names) {
      const ours = whyInvalid(name, demand.form, demand.limit) === undefined;
      expect(await isTaken(each, { name }), name).toBe(ours);
    }
  });

  test('keys and values of labels, keys of annotations', async () => {
    const [configMap] = kinds;
    if (configMap === undefined) throw new Error('no kind');
    const values = ['', 'a', 'A_b.c-1', 'a b', 'a@b', '-a', 'a.', 'a/b', 'é', 'a'.repeat(63), 'a'.repeat(64)];
    for (const value of values) {
      const ours = whyInvalid(value, 'label-value') === undefined;
      expect(await isTaken(configMap, { name: 'a', labels: { a: value } }), value).toBe(ours);
    }
    const keys = [
      ...['a', 'A', 'a.b/c', 'A.b/c', 'a/b/c', '/a', 'a/', 'a b', '-a', 'a_b', 'a_b/c', ''],
      ...['a'.repeat(63), 'a'.repeat(64), `${'a.'.repeat(126)}a/b`, `${'a.'.repeat(127)}a/b`],
    ];
    for (const key of keys) {
      expect(await isTaken(configMap, { name: 'a', labels: { [key]: 'b' } }), key).toBe(
        whyInvalidKey(key) === undefined,
      );
      expect(await isTaken(configMap, { name: 'a', annotations: { [key]: 'any / value' } }), key).toBe(
        whyInvalidKey(key.toLowerCase()) === undefined,
      );
    }
  });

  test('numbers and booleans for labels, not nothing at all', async () => {
    const [configMap] = kinds;
    if (configMap === undefined) throw new Error('no kind');
    for (const value of [1, 1.5, true]) {
      expect(await isTaken(configMap, { name: 'a', labels: { a: value } }), String(value)).toBe(false);
    }
    expect(await isTaken(configMap, { name: 'a', labels: { a: null } })).toBe(true);
  });
});
