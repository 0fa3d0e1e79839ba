import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { mostWatches, planOutsideWatches } from '../../src/server/outsidePlan.ts';

const files = ['/home/ann/shop/base/kustomization.yaml', '/home/ann/shop/base/service.yaml'];

function plan(
  paths: readonly string[],
  folders: readonly string[],
  missing: readonly string[] = [],
): string[] {
  return planOutsideWatches(paths, folders, path => !missing.some(gone => path === gone)).map(
    ({ directory, recursive }) => `${directory}${recursive ? '/**' : ''}`,
  );
}

test('what lies in the folders is left to the watcher that they have', () => {
  expect(plan(files, ['/home/ann/shop'])).toEqual([]);
});

test('a directory outside is watched flat, with the one it lies in, where it would come back', () => {
  const folders = ['/home/ann/shop/overlays/prod'];
  expect(plan(files, folders)).toEqual(['/home/ann/shop', '/home/ann/shop/base']);
});

test('of a path that leads nowhere the nearest directory is watched that exists', () => {
  const missing = ['/home/ann/gone/deep', '/home/ann/gone'];
  expect(plan(['/home/ann/gone/deep/a.yaml'], ['/work'], missing)).toEqual(['/home', '/home/ann']);
});

test('many directories are watched together, never more than the limit and never a whole home', () => {
  const many = Array.from(
    { length: 400 },
    (_, i) => `/home/ann/shop/team${i % 20}/app${i}/kustomization.yaml`,
  );
  const watches = plan(many, ['/work']);
  expect(watches.length).toBeLessThanOrEqual(mostWatches);
  expect(watches).not.toContain('/home/ann/**');
  for (const path of many) {
    const covered = watches.some(
      watch =>
        watch === posix.dirname(path) || (watch.endsWith('/**') && path.startsWith(watch.slice(0, -2))),
    );
    expect(covered, path).toBe(true);
  }
});
