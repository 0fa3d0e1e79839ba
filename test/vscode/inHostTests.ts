import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runInHost } from './inHost.ts';
import { projectRoot } from './server.ts';
import type { EditorVersion } from './versions.ts';

/** Runs the in-host suite once in one VS Code and makes a vitest test of each of its tests, under its own name. */
export async function declareInHostTests(version: EditorVersion): Promise<void> {
  const { results, output } = await runInHost(
    version,
    join(projectRoot, 'test', 'fixtures', 'sampleWorkspace'),
  );
  describe(`in the extension host of the ${version} VS Code`, () => {
    test('the suite ran', () => {
      expect(results.length, output).toBeGreaterThan(0);
    });
    for (const result of results) {
      test.skipIf(result.state === 'pending')(result.name, () => {
        expect(result.state, `${result.error}\n\n${output}`).toBe('passed');
      });
    }
  });
}
