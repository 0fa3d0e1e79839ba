import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { checkKustomization } from '../../src/schema/check.ts';
import { kustomization } from '../../src/schema/kustomization.ts';
import { parseDocument } from '../../src/yaml/parse.ts';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const folder = new URL('../../', import.meta.url);
const manifest = JSON.parse(await readFile(new URL('package.json', folder), 'utf8'));
const snippets: Record<string, Snippet> = JSON.parse(
  await readFile(new URL('snippets/kustomization.json', folder), 'utf8'),
);

/** What stands in the editor when every placeholder keeps its default. */
function expand(body: readonly string[]): string {
  return body
    .join('\n')
    .replaceAll(/\$\{\d+:([^}]*)\}/g, '$1')
    .replaceAll(/\$\d+/g, '');
}

test('the editor offers the file for YAML', () => {
  expect(manifest.contributes.snippets).toContainEqual({
    language: 'yaml',
    path: './snippets/kustomization.json',
  });
});

describe('a snippet is a valid kustomization as it is inserted', () => {
  test.each(Object.entries(snippets))('%s', (_name, { body, prefix, description }) => {
    const text = expand(body);
    const file = { uri: 'file:///kustomization.yaml', path: '/kustomization.yaml', text };
    const { node, problems } = parseDocument(file);
    expect(problems).toEqual([]);
    expect(node && checkKustomization(node, kustomization, file.uri)).toEqual([]);
    expect(text).not.toMatch(/\$/);
    expect(prefix).not.toBe('');
    expect(description).not.toBe('');
  });
});
