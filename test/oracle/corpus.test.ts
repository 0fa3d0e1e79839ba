import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { build } from '../../src/kustomize/build.ts';
import { newBuildCache } from '../../src/kustomize/buildCache.ts';
import { render } from '../../src/kustomize/render/render.ts';
import { createBlockingSnapshot } from '../../src/node/blockingSnapshot.ts';
import { sharedData } from '../sharedData.ts';
import { officialBuild } from './official.ts';

type Truth = Readonly<Record<string, { readonly sha256: string } | { readonly error: string }>>;

const corpus = sharedData('corpus');

/** What we must say where the official tool wanted the network or helm, so that nobody looks for a mistake. */
function reasonFor(error: string): unknown {
  if (/git fetch|Get \\?"http|dial tcp/.test(error)) return 'remote.not-allowed';
  return /--enable-helm/.test(error) ? 'helm.not-run' : expect.any(String);
}

/** Real repositories build to the very bytes of the official tool, or are refused by both. */
describe.runIf(corpus !== undefined)('corpus', () => {
  const folder = corpus ?? '';
  const truth: Truth =
    corpus === undefined ? {} : JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
  const roots = Object.entries(truth).filter(([root]) => existsSync(join(folder, root)));
  const snapshot = createBlockingSnapshot();
  const cache = newBuildCache();

  test.each(roots)('%s', async (root, expected) => {
    const { resources, problems } = build(join(folder, root), snapshot, cache);
    const errors = problems.filter(problem => problem.severity === 'error');
    if ('error' in expected) expect(errors.map(({ code }) => code)).toContainEqual(reasonFor(expected.error));
    else if (errors.length === 0) {
      expect(createHash('sha256').update(render(resources)).digest('hex')).toBe(expected.sha256);
    } else {
      // A root may name files that did not come along: then the official tool refuses it here as well.
      const official = await officialBuild(join(folder, root));
      expect(official, JSON.stringify(errors.map(({ code, params }) => ({ code, params })))).toHaveProperty(
        'error',
      );
    }
  });
});
