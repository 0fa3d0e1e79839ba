import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../install.mjs';

/** Everything that is loaded with a file, without what waits behind an `import()`. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (!file.endsWith('.ts')) return seen;
  const text = readFileSync(file, 'utf8');
  for (const [, imported = ''] of text.matchAll(
    /^(?:import|export)(?! type)[^;]*?from '(\.[^']+)'|^import '(\.[^']+)'/gm,
  )) {
    loadedWith(join(dirname(file), imported), seen);
  }
  return seen;
}

const data = join(root, 'src/schema/data/kubernetesTypes.json');

/** A build starts in a few milliseconds; the types of all kinds and the rules would cost it as much again. */
test.each(['src/cli/run.ts', 'src/cli/build.ts', 'src/cli/blame.ts', 'src/extension/main.ts'])(
  '%s does not load the types of Kubernetes',
  file => {
    expect([...loadedWith(join(root, file))]).not.toContain(data);
  },
);

test('linting does', () => {
  expect([...loadedWith(join(root, 'src/cli/lint.ts'))]).toContain(data);
});
