import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = fileURLToPath(new URL('../../src/', import.meta.url));

/** What could send a request without `Connection`, and so a write without `confirmChange`. */
const behindTheDoor = ['exchange.ts', 'transport.ts', 'http1Link.ts', 'http2Link.ts', 'dial.ts'].map(file =>
  join(source, 'cluster', file),
);

async function imports(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8');
  const values = text.matchAll(/(?:^import (?!type )[^;]*?from |\bimport\()'(\.[^']+)'/gms);
  return [...values].map(([, path = '']) => resolve(dirname(file), path));
}

test('nothing outside of the connection reaches the wire, so no write can avoid the confirmation', async () => {
  const files = (await readdir(source, { recursive: true }))
    .filter(file => file.endsWith('.ts'))
    .map(file => join(source, file));
  const around: string[] = [];
  const seen = new Set<string>();
  for (const file of files) {
    if (file === join(source, 'cluster', 'connection.ts') || behindTheDoor.includes(file)) continue;
    for (const imported of await imports(file)) {
      seen.add(imported);
      if (behindTheDoor.includes(imported)) around.push(relative(source, file));
    }
  }
  expect(around).toEqual([]);
  // The search does find imports.
  expect(seen).toContain(join(source, 'cluster', 'failure.ts'));
});
