import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../install.mjs';
import { startClient } from '../server/client.ts';

const name = 'kustomization.yaml';

/** Neovim, Helix and the like start what is installed, not our sources. */
test.each([
  ['from its sources', 'src/cli/main.ts'],
  ['as it is bundled', 'dist/cli.cjs'],
])('the command line %s serves a plain language client over stdio', async (_what, file) => {
  const client = await startClient(
    { [name]: 'images:\n- name: gone\n  newTag: "2"\n' },
    { server: [join(root, file), 'lsp', '--stdio'] },
  );
  const [found] = await client.diagnostics(name, diagnostics => diagnostics.length > 0);
  expect(found?.code).toBe('image.no-match');
  expect(found?.codeDescription?.href).toMatch(/^file:.*\/image\.no-match\.md$/);
  client.open(name, 'namePrefx: a-\n');
  await client.diagnostics(name, diagnostics => diagnostics[0]?.code === 'kustomization.unknown-field');
  expect(await client.stop()).toBe(0);
});
