import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../install.mjs';

const wrong: readonly (readonly [from: string, imported: string])[] = [
  ['src/yaml', '../kustomize/build.ts'],
  ['src/schema', '../kustomize/build.ts'],
  ['src/kustomize', '../language/findings.ts'],
  ['src/kustomize', '../cluster/connection.ts'],
  ['src/kustomize/transform', '../../cluster/connection.ts'],
  ['src/kustomize', 'node:fs'],
  ['src/language', 'node:fs/promises'],
  ['src/language', 'vscode'],
  ['src/language', '../server/main.ts'],
  ['src/cluster', '../kustomize/build.ts'],
  ['src/cluster', '../extension/main.ts'],
  ['src/cluster', 'vscode'],
  ['src/apply', '../cli/main.ts'],
  ['src/node', '../server/main.ts'],
  ['src/git', '../node/fileUri.ts'],
  ['src/git', '../messages/text.ts'],
  ['src/kustomize', '../git/remotes.ts'],
  ['src/language', '../git/remotes.ts'],
  ['src/server', '../extension/main.ts'],
  ['src/server', 'vscode'],
  ['src/cli', '../extension/main.ts'],
  ['src/extension', '../cli/main.ts'],
  ['src/extension/clusters', '../../server/main.ts'],
  ['src/messages', '../cli/main.ts'],
  ['src/webview/resourceTable', '../../extension/main.ts'],
  ['src/webview/resourceTable', '../../cluster/json.ts'],
  ['src/webview/resourceTable', 'vscode'],
  ['src/webview/resourceTable', 'node:path'],
  ['src/extension', '../webview/resourceTable/page.ts'],
  ['src/extension/resourceTable', '../../webview/resourceTable/page.ts'],
  ['src/cluster', '../webview/resourceTable/protocol.ts'],
];

const right: readonly (readonly [from: string, imported: string])[] = [
  ['src/kustomize', '../yaml/node.ts'],
  ['src/kustomize', 'node:path'],
  ['src/git', '../kustomize/snapshot.ts'],
  ['src/node', '../git/cache.ts'],
  ['src/apply', '../cluster/connection.ts'],
  ['src/extension', 'vscode'],
  ['src/cli', '../kustomize/build.ts'],
  ['src/extension/resourceTable', '../../webview/resourceTable/protocol.ts'],
  ['src/webview/resourceTable', './protocol.ts'],
];

const probes = [...wrong, ...right].map(([from, imported], index) => ({
  path: `${from}/importProbe${index}.ts`,
  imported,
}));
const refused = new Set<string>();

/** The linter looks at one file for each import, as if somebody had written it. */
beforeAll(() => {
  for (const { path, imported } of probes) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `import '${imported}';\n`);
  }
  const files = probes.map(({ path }) => path);
  const only = ['--only=style/noRestrictedImports', '--max-diagnostics=200', '--reporter=json'];
  let output: string;
  try {
    output = execFileSync('biome', ['lint', ...only, ...files], { cwd: root, stdio: 'pipe' }).toString();
  } catch (error) {
    output = (error as { stdout: Buffer }).stdout.toString();
  }
  for (const { path } of probes) if (output.includes(path)) refused.add(path);
});

afterAll(() => {
  for (const { path } of probes) rmSync(join(root, path), { force: true });
});

function isRefused(from: string, imported: string): boolean {
  const probe = probes.find(({ path, imported: other }) => dirname(path) === from && other === imported);
  return probe !== undefined && refused.has(probe.path);
}

/** A room that imports its face, or a core that imports Node, would bind what must run in a browser worker. */
test.each(wrong)('%s may not import %s', (from, imported) => {
  expect(isRefused(from, imported)).toBe(true);
});

test.each(right)('%s may import %s', (from, imported) => {
  expect(isRefused(from, imported)).toBe(false);
});
