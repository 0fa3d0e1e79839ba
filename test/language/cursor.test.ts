import { describe, expect, test } from 'vitest';
import { completionsAt } from '../../src/language/completion.ts';
import { hoverAt } from '../../src/language/hover.ts';
import { memoryWorkspace } from './memoryWorkspace.ts';

const files = {
  '/app/kustomization.yaml': '',
  '/app/deploy.yaml': '',
  '/app/.env': '',
  '/app/app.properties': '',
  '/app/patches/a.yaml': '',
  '/base/kustomization.yaml': '',
};

/** Splits a text at its cursor `$0`. */
function atCursor(marked: string): { text: string; position: { line: number; character: number } } {
  const before = marked.slice(0, marked.indexOf('$0')).split('\n');
  return {
    text: marked.replace('$0', ''),
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  };
}

async function complete(marked: string): Promise<string[]> {
  const { text, position } = atCursor(marked);
  const found = await completionsAt(text, position, '/app/kustomization.yaml', memoryWorkspace(files));
  return found.map(({ label }) => label);
}

describe('completion offers what may stand there and is not there yet', () => {
  test.each([
    ['kind: $0', ['Kustomization', 'Component']],
    ['labels:\n- pairs: {}\n  $0', ['includeSelectors', 'includeTemplates', 'fields']],
    ['labels:\n  - includeSelectors: $0', ['true', 'false']],
    ['images:\n- name: a\n- newTag: b\n  $0', ['name', 'newName', 'tagSuffix', 'digest']],
    ['patches:\n- path: x\n  options:\n    $0', ['allowNameChange', 'allowKindChange']],
    ['components:\n- $0', ['../', 'patches/']],
    ['resources:\n- $0', ['../', 'deploy.yaml', 'patches/']],
    ['resources:\n- patches/$0', ['a.yaml']],
    ['configMapGenerator:\n- name: c\n  files:\n  - key=$0', ['app.properties', 'deploy.yaml', 'patches/']],
    ['commonAnnotations:\n  $0', []],
    ['# $0', []],
    ['namePrefix: $0', []],
  ])('%j', async (marked, expected) => {
    expect((await complete(marked)).toSorted()).toEqual(expected.toSorted());
  });

  test('at the top: each field once, without those that are there', async () => {
    const labels = await complete('resources: []\n$0\nNamespace: a');
    expect(labels).toContain('patches');
    expect(labels).not.toContain('resources');
    expect(labels).not.toContain('namespace');
    expect(new Set(labels).size).toBe(labels.length);
  });
});

describe('hover explains the field under the cursor and nothing else', () => {
  test.each([
    ['ima$0ges:\n- name: a', 'images'],
    ['images:\n- na$0me: a', 'name'],
    ['patches:\n- target:\n    ki$0nd: a', 'kind'],
    ['images:\n- name: n$0ginx', undefined],
    ['commonLabels:\n  a$0pp: web', 'app'],
    ['nonsen$0se: 1', undefined],
  ])('%j', (marked, name) => {
    const { text, position } = atCursor(marked);
    expect(hoverAt(text, position)?.name).toBe(name);
  });
});
