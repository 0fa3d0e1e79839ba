import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { confirmChange } from '../../src/cluster/change/confirm.ts';
import { deleteObject } from '../../src/cluster/change/deleteObject.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { isFailure } from '../../src/cluster/failure.ts';
import { objectMeta } from '../../src/cluster/resource.ts';
import { connect } from './connect.ts';
import { useControlPlane } from './shared.ts';

const controlPlane = useControlPlane();
const resource = { group: '', version: 'v1', resource: 'configmaps' };
const path = '/api/v1/namespaces/default/configmaps';
let connection: Connection;

beforeAll(async () => {
  connection = await connect(controlPlane());
});
afterAll(() => connection?.close());

async function create(name: string) {
  const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } };
  const answer = await controlPlane().api({ method: 'POST', path, body });
  return objectMeta(answer.json());
}

async function agreed(to: Pick<Connection, 'context' | 'server'> = connection) {
  const counts = { create: 0, change: 0, unchanged: 0, delete: 1, unverified: 0 };
  const confirmed = await confirmChange(to, ['default'], counts, { confirm: async () => true });
  if (confirmed === undefined) throw new Error('not agreed');
  return confirmed;
}

const statusOf = async (name: string) => (await controlPlane().api({ path: `${path}/${name}` })).status;

describe('deleting an object', () => {
  test('takes it away, and is content where it is gone already', async () => {
    const metadata = await create('goes');
    await deleteObject(connection, await agreed(), { resource, metadata });
    expect(await statusOf('goes')).toBe(404);
    await deleteObject(connection, await agreed(), { resource, metadata });
  });

  test('spares one that was made anew under the name since the user agreed', async () => {
    const before = await create('again');
    await controlPlane().api({ method: 'DELETE', path: `${path}/again` });
    await create('again');
    const refused = deleteObject(connection, await agreed(), { resource, metadata: before });
    await expect(refused).rejects.toSatisfy(error => isFailure(error, 'response.conflict'));
    expect(await statusOf('again')).toBe(200);
  });

  test('is refused where the user agreed to another context', async () => {
    const metadata = await create('stays');
    const other = await agreed({ context: 'another', server: connection.server });
    const refused = deleteObject(connection, other, { resource, metadata });
    await expect(refused).rejects.toSatisfy(error => isFailure(error, 'change.other-context'));
    expect(await statusOf('stays')).toBe(200);
  });
});
