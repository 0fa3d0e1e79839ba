import { expect, test } from 'vitest';
import { build } from '../../src/kustomize/build.ts';
import { newBuildCache } from '../../src/kustomize/buildCache.ts';
import { render } from '../../src/kustomize/render/render.ts';
import type { Entry } from '../../src/kustomize/snapshot.ts';
import { memorySnapshot } from './memorySnapshot.ts';

const object = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;
const files = {
  '/base/kustomization.yaml': 'resources: [a.yaml]\n',
  '/base/a.yaml': object('a'),
  '/one/kustomization.yaml': 'resources: [../base]\nnamePrefix: one-\n',
  '/two/kustomization.yaml': 'resources: [../base]\nnamePrefix: two-\n',
};

/** A stale answer after an edit is worse than none: the memo must fall with the file it was made from. */
test('an edit in a base reaches every overlay, an edit in an overlay only itself', () => {
  const snapshot = memorySnapshot(files);
  const cache = newBuildCache();
  const output = (root: string) => render(build(root, snapshot, cache).resources);
  expect([output('/one'), output('/two')]).toEqual([
    expect.stringContaining('name: one-a'),
    expect.stringContaining('name: two-a'),
  ]);
  snapshot.write('/base/a.yaml', object('b'));
  expect([output('/one'), output('/two')]).toEqual([
    expect.stringContaining('name: one-b'),
    expect.stringContaining('name: two-b'),
  ]);
  snapshot.write('/one/kustomization.yaml', 'resources: [../base]\nnamePrefix: uno-\n');
  expect([output('/one'), output('/two')]).toEqual([
    expect.stringContaining('name: uno-b'),
    expect.stringContaining('name: two-b'),
  ]);
});

/** A file that appears must end the complaint that it is missing. */
test('a missing file is found once it is there', () => {
  const snapshot = memorySnapshot({ '/one/kustomization.yaml': 'resources: [a.yaml]\n' });
  const cache = newBuildCache();
  expect(build('/one', snapshot, cache).problems.map(({ code }) => code)).toEqual(['resource.not-found']);
  snapshot.write('/one/a.yaml', object('a'));
  expect(build('/one', snapshot, cache).problems).toEqual([]);
  snapshot.remove('/one/a.yaml');
  expect(build('/one', snapshot, cache).problems.map(({ code }) => code)).toEqual(['resource.not-found']);
});

/** The same engine serves callers that know the file system only bit by bit, such as a browser. */
test('what the snapshot does not know comes back as needs until nothing is lacking', () => {
  const whole = memorySnapshot(files);
  const known = new Map<string, Entry>();
  const snapshot = { entry: (path: string) => known.get(path) };
  const rounds: string[][] = [];
  for (let round = 0; round < 10; round += 1) {
    const { needs, resources } = build('/one', snapshot);
    const paths = needs.map(need => (need.kind === 'entry' ? need.path : need.kind));
    rounds.push(paths);
    if (paths.length === 0) {
      expect(render(resources)).toContain('name: one-a');
      break;
    }
    for (const path of paths) known.set(path, whole.entry(path) ?? { kind: 'absent' });
  }
  expect(rounds).toEqual([
    ['/one'],
    ['/one/kustomization.yaml'],
    ['/base'],
    ['/base/kustomization.yaml'],
    ['/base/a.yaml'],
    [],
  ]);
});

/** An editor builds a component alone to help in its files; that must not make it pass for a base. */
test('a component that was built alone is still refused as a base', () => {
  const snapshot = memorySnapshot({
    '/part/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n',
    '/one/kustomization.yaml': 'resources: [../part]\n',
  });
  const cache = newBuildCache();
  const alone = newBuildCache();
  build('/part', snapshot, cache);
  const codes = (of: typeof cache) => build('/one', snapshot, of).problems.map(({ code }) => code);
  expect(codes(alone)).not.toEqual([]);
  expect(codes(cache)).toEqual(codes(alone));
});

/** The same base means something else below a root that has decided on a schema; neither may see the other's. */
test('a base that names a schema is built by it alone, also after a root with a schema of its own', () => {
  const list = (items: string) =>
    `apiVersion: example.com/v1\nkind: Rollout\nmetadata: {name: web}\nspec: {parts: [${items}]}\n`;
  const schema = {
    definitions: {
      Rollout: {
        'x-kubernetes-group-version-kind': [{ group: 'example.com', kind: 'Rollout', version: 'v1' }],
        properties: { spec: { $ref: '#/definitions/Spec' } },
      },
      Spec: {
        properties: {
          parts: {
            type: 'array',
            'x-kubernetes-patch-merge-key': 'name',
            'x-kubernetes-patch-strategy': 'merge',
            items: { type: 'object' },
          },
        },
      },
    },
  };
  const snapshot = memorySnapshot({
    '/base/rollout.yaml': list('{name: a}, {name: b, size: 1}'),
    '/base/patch.yaml': list('{name: b, size: 9}'),
    '/base/schema.json': JSON.stringify(schema),
    '/base/kustomization.yaml':
      'resources: [rollout.yaml]\npatches: [{path: patch.yaml}]\nopenapi: {path: schema.json}\n',
    '/one/kustomization.yaml': 'resources: [../base]\nopenapi: {version: v1.21.2}\n',
  });
  const cache = newBuildCache();
  const output = (root: string, of: typeof cache) => render(build(root, snapshot, of).resources);
  expect(output('/one', cache)).not.toContain('name: a');
  expect(output('/base', cache)).toContain('name: a');
  expect(output('/one', cache)).not.toContain('name: a');
  expect(output('/one', cache)).toBe(output('/one', newBuildCache()));
});
