import { expect, test } from 'vitest';
import { comparable } from '../../src/cluster/drift.ts';
import { driftTexts } from '../../src/cluster/driftTexts.ts';

const object = (kind: string, data: object, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'a', ...metadata },
  data,
});

/** Who compares a Secret must see that a value differs, and never what it is. */
test('of a Secret it is seen which values differ, and none of them', () => {
  const type = { apiVersion: 'v1', kind: 'Secret' };
  const { live, applied } = driftTexts(
    {
      kind: 'drifted',
      fields: [{ path: ['data', 'b'] }],
      live: object('Secret', { a: 'c2FtZQ==', b: 'b2xk' }),
      applied: object('Secret', { a: 'c2FtZQ==', b: 'bmV3', c: 'bW9yZQ==' }),
    },
    type,
  );
  expect(live).toContain("data:\n  a: '***'\n  b: '***'\n");
  expect(applied).toContain("data:\n  a: '***'\n  b: '*** (another value)'\n  c: '***'\n");
  for (const value of ['c2FtZQ==', 'b2xk', 'bmV3', 'bW9yZQ==']) expect(live + applied).not.toContain(value);
});

/** Otherwise every object would seem to have drifted, by what only the server writes. */
test('what the server keeps for itself is no part of the comparison', () => {
  const servers = {
    uid: '1',
    resourceVersion: '2',
    generation: 3,
    creationTimestamp: '2026-01-01T00:00:00Z',
    managedFields: [],
    annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', note: 'kept' },
  };
  expect(comparable({ ...object('ConfigMap', { a: '1' }, servers), status: {} })).toEqual(
    object('ConfigMap', { a: '1' }, { annotations: { note: 'kept' } }),
  );
  const only = { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' } };
  expect(comparable(object('ConfigMap', {}, only))).toEqual(object('ConfigMap', {}));
});
