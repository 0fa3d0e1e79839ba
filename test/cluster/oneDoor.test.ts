import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = fileURLToPath(new URL('../../src/', import.meta.url));

/** What could send a request without `Connection`, and so a write without `confirmChange`. */
const behindTheDoor = ['exchange.ts', 'transport.ts', 'http1Link.ts', 'http2Link.ts', 'dial.ts'].map(file =>
  join(source, 'cluster', 'transport', file),
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
  // The search does find imports, and what it looks for is there.
  expect(seen).toContain(join(source, 'cluster', 'failure.ts'));
  for (const file of behindTheDoor) expect(files).toContain(file);
});

test('the editor asks for every change by an apply or by the one dialog that knows protected contexts', async () => {
  const door = join(source, 'cluster', 'change', 'confirm.ts');
  const files = (await readdir(join(source, 'extension'), { recursive: true }))
    .filter(file => file.endsWith('.ts'))
    .map(file => join(source, 'extension', file));
  const through: string[] = [];
  for (const file of files) {
    const text = await readFile(file, 'utf8');
    if ((await imports(file)).includes(door) && text.includes('confirmChange')) {
      through.push(relative(source, file));
    }
  }
  expect(through).toEqual(['extension/confirmWrite.ts']);
});
