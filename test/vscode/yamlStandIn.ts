import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';
import { projectRoot } from './server.ts';

const manifest = {
  name: 'vscode-yaml',
  publisher: 'redhat',
  version: '1.0.0',
  engines: { vscode: '^1.105.0' },
  main: './main.cjs',
  activationEvents: ['onLanguage:yaml'],
};

/** The folder of an extension that stands in for Red Hat's, see yamlExtension/main.ts; it ends with the running test. */
export async function makeYamlStandIn(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kubewright-yaml-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const server = join(projectRoot, 'node_modules/yaml-language-server/out/src/server.js');
  await build({
    entryPoints: [fileURLToPath(new URL('yamlExtension/main.ts', import.meta.url))],
    outfile: join(folder, 'main.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    define: { yamlLanguageServer: JSON.stringify(server) },
  });
  return folder;
}
