import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkKustomization } from '../../src/schema/check.ts';
import type { FieldType } from '../../src/schema/fieldType.ts';
import { kustomization } from '../../src/schema/kustomization.ts';
import { parseDocument } from '../../src/yaml/parse.ts';
import { buildOracle } from './build.ts';

let program: string;
let folder: string;
beforeAll(async () => {
  program = await buildOracle();
  folder = await mkdtemp(join(tmpdir(), 'kubewright-schema-'));
}, 600_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Whether the official decoder refuses the structure of a kustomization; what the build says later is left out. */
async function refused(text: string): Promise<boolean> {
  await writeFile(join(folder, 'kustomization.yaml'), text);
  const { stderr } = await promisify(execFile)(program, ['build', folder]).catch(error => error);
  return /invalid Kustomization: json: (?:unknown field|cannot unmarshal)/.test(stderr);
}

function found(text: string): boolean {
  const file = { uri: 'file:///kustomization.yaml', path: '/kustomization.yaml', text };
  const { node } = parseDocument(file);
  return node !== undefined && checkKustomization(node, kustomization, file.uri).length > 0;
}

/** The whole table as one kustomization: each field with the value that `scalar` gives. */
function sample(type: FieldType, scalar: (type: FieldType) => unknown): unknown {
  if (type.kind === 'list') return [sample(type.items, scalar)];
  if (type.kind === 'map') return { key: sample(type.values, scalar) };
  if (type.kind !== 'object') return scalar(type);
  return Object.fromEntries(
    Object.entries(type.fields).map(([name, field]) => [name, sample(field.type, scalar)]),
  );
}

const right = (type: FieldType) =>
  ({ integer: 1, boolean: true })[type.kind as 'integer' | 'boolean'] ?? 'text';

test('the official decoder knows every field of the table, with its type', async () => {
  const text = JSON.stringify(sample(kustomization, right));
  expect(found(text)).toBe(false);
  expect(await refused(text)).toBe(false);
});

const words = [
  '1.10',
  '0777',
  '0o7',
  '1_000',
  '1e3',
  '12345678901234567890',
  '9223372036854775807',
  '~',
  'yes',
  'y',
  'Off',
  'true',
  '2001-01-01',
  '1:30',
  '08',
  '0o9',
  '.5',
  '._5',
  '3.0',
  '3.5',
  '"3"',
  "'true'",
  '!!str 3',
  '!!int "3"',
  '[]',
  '{}',
  'text',
];
test.each(words)(
  '%s is taken or refused as by the official decoder, where a string, a number and a boolean stand',
  { timeout: 30_000 },
  async word => {
    for (const text of [
      `namePrefix: ${word}\n`,
      `replicas:\n- name: a\n  count: ${word}\n`,
      `generatorOptions:\n  immutable: ${word}\n`,
      `commonLabels:\n  a: ${word}\n`,
      `resources: ${word}\n`,
      `images:\n- ${word}\n`,
    ]) {
      expect(found(text), text).toBe(await refused(text));
    }
  },
);
