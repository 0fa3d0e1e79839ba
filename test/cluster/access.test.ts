import { expect, onTestFinished, test } from 'vitest';
import { createAccess, type Deed } from '../../src/cluster/access.ts';
import { teamNamespace } from './bootstrapObjects.ts';
import { connect } from './connect.ts';
import type { User } from './credentials.ts';
import { useControlPlane } from './shared.ts';
import { until } from './until.ts';

// What menus offer follows what the server allows, and costs no request while nobody looks.

const controlPlane = useControlPlane({ kwok: false });
const remove: Deed = { verb: 'delete', group: '', resource: 'configmaps' };
const log: Deed = { verb: 'get', group: '', resource: 'pods', subresource: 'log' };

async function accessOf(user: User) {
  const connection = await connect(controlPlane(), user);
  onTestFinished(() => connection.close());
  let reviews = 0;
  let time = 0;
  const counted: Pick<typeof connection, 'review'> = {
    review: request => {
      reviews += 1;
      return connection.review(request);
    },
  };
  const access = createAccess(counted, () => time);
  let changes = 0;
  access.onDidChange(() => {
    changes += 1;
  });
  return {
    access,
    reviews: () => reviews,
    changes: () => changes,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

test('an administrator is offered everything, after one question a deed for all namespaces', async () => {
  const { access, reviews, changes } = await accessOf('admin');
  expect(reviews()).toBe(0);
  for (const namespace of ['default', 'kube-system', teamNamespace]) {
    for (const deed of [remove, log]) expect(access.offers(deed, namespace)).toBe(true);
  }
  await new Promise(resolve => setTimeout(resolve, 500));
  expect(access.offers(remove, 'default')).toBe(true);
  expect([reviews(), changes()]).toEqual([2, 0]);
});

test('a user of one namespace is offered it there alone, and is asked about again after a while', async () => {
  const { access, reviews, changes, pass } = await accessOf('namespaced');
  // Until more is known nothing is kept back.
  expect(access.offers(remove, 'default')).toBe(true);
  await until('it is no longer offered elsewhere', () => !access.offers(remove, 'default'));
  expect(access.offers(remove, teamNamespace)).toBe(true);
  await until('the team is asked about', () => reviews() === 3);
  await new Promise(resolve => setTimeout(resolve, 300));
  expect(access.offers(remove, teamNamespace)).toBe(true);
  expect(access.offers(remove, 'default')).toBe(false);
  expect([reviews(), changes()]).toEqual([3, 2]);
  pass(600_000);
  expect(access.offers(remove, 'default')).toBe(false);
  expect(reviews()).toBe(5);
});

test('who may do nothing is offered nothing, also of what the cluster has', async () => {
  const { access } = await accessOf('nobody');
  const deed: Deed = { verb: 'delete', group: '', resource: 'nodes' };
  expect(access.offers(deed, '')).toBe(true);
  await until('it is known', () => !access.offers(deed, ''));
});
