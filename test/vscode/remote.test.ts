import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeRepository, startGitServer } from '../git/gitServer.ts';
import { runInHost } from './inHost.ts';

/** Who opens a repository that names remote bases is told, allows it with two clicks, and sees what is wrong. */
test('remote bases are allowed by a quick fix and fetched in a real VS Code', async () => {
  const server = await startGitServer();
  const folder = await mkdtemp(join(tmpdir(), 'kubewright-remote-'));
  try {
    const library = await makeRepository(join(server.folder, 'org/library'));
    await library.commit({
      'kustomization.yaml': 'resources: [cm.yaml]\n',
      'cm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: remote}\n',
    });
    const patch = 'apiVersion: v1\n    kind: ConfigMap\n    metadata: {name: other}\n    data: {a: b}\n';
    const text = `resources:\n- ${server.url}/org/library?ref=main\npatches:\n- patch: |\n    ${patch}`;
    await writeFile(join(folder, 'kustomization.yaml'), text);
    const { results, output } = await runInHost('latest', folder, 'remote');
    expect(results.length, output).toBeGreaterThan(0);
    for (const { name, state, error } of results)
      expect(state, `${name}: ${error}\n${output}`).toBe('passed');
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}, 240_000);
