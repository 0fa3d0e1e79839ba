import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../../src/cluster/connection.ts';
import { createObjectStore } from '../../src/cluster/watch/objectStore.ts';
import { connect } from './connect.ts';
import { rowsOf } from './rows.ts';
import { useControlPlane } from './shared.ts';
import { until } from './until.ts';

const controlPlane = useControlPlane({ kwok: false, apiServerArgs: ['--disable-http2-serving'] });
let connection: Connection;

beforeAll(async () => {
  connection = await connect(controlPlane());
});

afterAll(() => connection?.close());

test('an API server without HTTP/2: live rows, requests beside them, recovery after a restart', async () => {
  const store = createObjectStore(connection);
  const namespaces = store.subscribe(rowsOf('namespaces'), () => {});
  const pods = store.subscribe(rowsOf('pods'), () => {});
  await until('live', () => namespaces.state.kind === 'live' && pods.state.kind === 'live');
  await controlPlane().kubectl(['create', 'namespace', 'one']);
  await until('the row is there', () => namespaces.items.has('/one'));
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => connection.get({ path: '/api/v1/namespaces/one' })),
  );
  expect(answers.every(answer => answer.status === 200)).toBe(true);
  await controlPlane().stopApiServer();
  await until('it says so', () => namespaces.state.kind === 'retrying');
  await controlPlane().startApiServer();
  await controlPlane().kubectl(['create', 'namespace', 'two']);
  await until('live again', () => namespaces.state.kind === 'live' && namespaces.items.has('/two'));
  store.dispose();
}, 60_000);
