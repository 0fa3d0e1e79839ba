import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runInHost } from './inHost.ts';

describe('a window that has nothing to do with Kubernetes', () => {
  for (const version of ['latest', 'oldest'] as const) {
    test(`pays next to nothing for the extension (${version} VS Code)`, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'kubewright-cold-'));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      const { results, output } = await runInHost(version, folder, 'coldStart');
      console.log(results.map(({ name }) => name).join());
      expect(results.length, output).toBe(1);
      for (const { state, error } of results) expect(state, error).toBe('passed');
    });
  }
});
