import { expect, test } from 'vitest';
import type { Health, Summary } from '../../../src/cluster/kinds/summary.ts';
import { type Source, search, type Wanted } from '../../../src/extension/findObject/search.ts';

function object(namespace: string, name: string, health?: Health): Summary {
  const metadata = {
    name,
    namespace,
    uid: '',
    resourceVersion: '1',
    creationTimestamp: '',
    deletionTimestamp: undefined,
    owners: [],
  };
  return { metadata, health, facts: [], capabilities: [], ports: [] };
}

const deployments = [object('shop', 'web'), object('staging', 'web'), object('shop', 'catalog')];
const pods = [
  object('shop', 'web-5d4f'),
  object('shop', 'web-9c8b', 'bad'),
  object('staging', 'web-1a2b', 'bad'),
  object('staging', 'job-web-1'),
];
const nodes = [object('', 'web-node')];

function sources(within?: string): Source[] {
  return [
    { items: deployments, about: 'deployment prod-eu', order: 0, favourite: 'staging', within },
    { items: pods, about: 'pod prod-eu', order: 1, favourite: 'staging', within },
    { items: nodes, about: 'node prod-eu', order: 2, favourite: 'staging', within },
  ];
}

const options = { most: 100, isStale: () => false, pause: async () => {} };

async function namesOf(wanted: Partial<Wanted>, within?: string): Promise<string[]> {
  const found = await search(sources(within), { namespace: undefined, words: [], ...wanted }, options);
  return (found?.best ?? []).map(({ object: { metadata } }) => `${metadata.namespace}/${metadata.name}`);
}

/** What is on top is what Enter opens. */
test.each<[title: string, wanted: Partial<Wanted>, within: string | undefined, expected: readonly string[]]>([
  [
    'the better fit, then the favourite namespace, then what is broken, then the order of kinds',
    { words: ['web'] },
    undefined,
    [
      'staging/web',
      'shop/web',
      'staging/web-1a2b',
      'shop/web-9c8b',
      'shop/web-5d4f',
      '/web-node',
      'staging/job-web-1',
    ],
  ],
  [
    'a word may name the namespace',
    { words: ['web', 'sta'] },
    undefined,
    ['staging/web', 'staging/web-1a2b', 'staging/job-web-1'],
  ],
  ['or the kind', { words: ['node', 'web'] }, undefined, ['/web-node']],
  ['or the context', { words: ['catalog', 'prod'] }, undefined, ['shop/catalog']],
  ['part of a namespace', { namespace: 'sho', words: ['cat'] }, undefined, ['shop/catalog']],
  [
    'a scope is the whole name of a namespace',
    { words: ['web'] },
    'shop',
    ['shop/web', 'shop/web-9c8b', 'shop/web-5d4f'],
  ],
  ['every word has to fit', { words: ['web', 'nosuch'] }, undefined, []],
  [
    'without a word all are there, broken ones first',
    {},
    'shop',
    ['shop/web-9c8b', 'shop/catalog', 'shop/web', 'shop/web-5d4f'],
  ],
])('%s', async (_title, wanted, within, expected) => {
  expect(await namesOf(wanted, within)).toEqual(expected);
});

test('only the best are given, and how many there are', async () => {
  const many = Array.from({ length: 1000 }, (_, index) =>
    object('shop', `web-${String(index).padStart(4, '0')}`),
  );
  const source = { items: many.toReversed(), about: 'pod', order: 0, favourite: '', within: undefined };
  const found = await search([source], { namespace: undefined, words: ['web'] }, { ...options, most: 3 });
  expect(found?.count).toBe(1000);
  expect(found?.best.map(({ object: { metadata } }) => metadata.name)).toEqual([
    'web-0000',
    'web-0001',
    'web-0002',
  ]);
});

/** Otherwise typing in the editor would stutter while 50,000 objects are looked through. */
test('others have their turn while many are looked through, and a search that nobody waits for ends', async () => {
  const items = {
    *[Symbol.iterator]() {
      for (let index = 0; index < 20_000; index += 1) {
        if (index % 1000 === 0) for (const end = performance.now() + 3; performance.now() < end; );
        yield object('shop', `web-${index}`);
      }
    },
  };
  const source = { items, about: 'pod', order: 0, favourite: '', within: undefined };
  let pauses = 0;
  const pause = async () => {
    pauses += 1;
  };
  const wanted = { namespace: undefined, words: ['web'] };
  await search([source], wanted, { ...options, pause });
  expect(pauses).toBeGreaterThanOrEqual(3);
  pauses = 0;
  expect(await search([source], wanted, { ...options, pause, isStale: () => pauses === 2 })).toBeUndefined();
  expect(pauses).toBe(2);
});
