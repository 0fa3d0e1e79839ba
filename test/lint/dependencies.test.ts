import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../install.mjs';

const probes: string[] = [];

/** The linter's findings for a file with this content at this path of the project. */
function lint(path: string, content: string): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  probes.push(file);
  try {
    return execFileSync('biome', ['lint', '--max-diagnostics=50', file], {
      cwd: root,
      stdio: 'pipe',
    }).toString();
  } catch (error) {
    const { stdout, stderr } = error as { stdout: Buffer; stderr: Buffer };
    return stdout.toString() + stderr.toString();
  }
}

afterAll(() => {
  for (const file of probes) rmSync(file, { force: true });
});

const wrong: readonly (readonly [from: string, imported: string])[] = [
  ['src/yaml', '../kustomize/build.ts'],
  ['src/schema', '../kustomize/build.ts'],
  ['src/kustomize', '../language/diagnostics.ts'],
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
  ['src/server', '../extension/main.ts'],
  ['src/server', 'vscode'],
  ['src/cli', '../extension/main.ts'],
  ['src/extension', '../cli/main.ts'],
  ['src/messages', '../cli/main.ts'],
];

/** A room that imports its face, or the core that imports Node, would bind what must run in a browser worker. */
test.each(wrong)('%s may not import %s', (from, imported) => {
  const output = lint(`${from}/wrongImportProbe.ts`, `import '${imported}';\n`);
  expect(output).toContain('noRestrictedImports');
});

const right: readonly (readonly [from: string, imported: string])[] = [
  ['src/kustomize', '../yaml/node.ts'],
  ['src/kustomize', 'node:path'],
  ['src/apply', '../cluster/connection.ts'],
  ['src/extension', 'vscode'],
  ['src/cli', '../kustomize/build.ts'],
];

test.each(right)('%s may import %s', (from, imported) => {
  const output = lint(`${from}/rightImportProbe.ts`, `import '${imported}';\n`);
  expect(output).not.toContain('noRestrictedImports');
});
