import { afterEach, expect, test } from 'vitest';
import { CompletionItemKind } from 'vscode-languageserver/node';
import { type Client, startClient } from './client.ts';

let client: Client | undefined;
afterEach(async () => {
  expect(await client?.stop()).toBe(0);
  client = undefined;
});

const isSnippet = ({ kind }: { kind?: CompletionItemKind }) => kind === CompletionItemKind.Snippet;

/** The items as an editor orders them where nothing is typed yet. */
function inOrder<Item extends { label: string; sortText?: string }>(items: readonly Item[]): string[] {
  const keyOf = ({ label, sortText }: Item) => sortText ?? label;
  return items.toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1)).map(({ label }) => label);
}

test('a new kustomization begins with the snippets that fill a file', async () => {
  client = await startClient({});
  client.open('overlays/prod/kustomization.yaml', '');
  const items = await client.completionItems('overlays/prod/kustomization.yaml', { line: 0, character: 0 });
  expect(inOrder(items).slice(0, 3)).toEqual(['component', 'kustomization', 'overlay']);
  const overlay = items.find(({ label }) => label === 'overlay');
  expect(overlay).toMatchObject({
    kind: CompletionItemKind.Snippet,
    detail: 'Overlay of a base, with a namespace, a suffix and a patch',
    insertTextFormat: 2,
  });
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the syntax of snippets
  expect(overlay?.textEdit?.newText).toContain('- ${1:../../base}\n');
  expect(overlay?.documentation).toMatchObject({ value: expect.stringContaining('- ../../base\n') });
});

test('a snippet stands behind the field that its name begins with, and never has the name of one', async () => {
  client = await startClient({});
  client.open('kustomization.yaml', 'images: []\n\n');
  const items = await client.completionItems('kustomization.yaml', { line: 1, character: 0 });
  const labels = inOrder(items);
  expect(new Set(labels).size).toBe(labels.length);
  const fields = items.filter(item => !isSnippet(item)).map(({ label }) => label);
  const snippets = items.filter(isSnippet).map(({ label }) => label);
  expect(snippets.length).toBeGreaterThan(15);
  const files = ['component', 'kustomization', 'overlay'];
  expect(files.filter(file => labels.indexOf(file) < labels.indexOf('validators'))).toEqual([]);
  for (const snippet of snippets.filter(label => !files.includes(label))) {
    const field = snippet.split('-')[0] ?? '';
    expect(fields).toContain(field);
    expect(labels.indexOf(field)).toBeLessThan(labels.indexOf(snippet));
  }
  expect(snippets.filter(label => label.startsWith('images'))).toEqual([]);
});

test('inside a list a snippet is one more item, in Korean where the editor is', async () => {
  const text = 'images:\n- name: a\n- \n';
  client = await startClient({ 'kustomization.yaml': text }, { locale: 'ko' });
  client.open('kustomization.yaml', text);
  const items = await client.completionItems('kustomization.yaml', { line: 2, character: 2 });
  expect(
    items.filter(isSnippet).map(({ label, detail, textEdit }) => [label, detail, textEdit?.newText]),
  ).toEqual([
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the syntax of snippets
    ['images-tag', '이미지의 새 태그', 'name: ${1:nginx}\n  newTag: "${2:1.29}"'],
    ['images-name', '이미지의 새 이름과 태그', expect.stringContaining('\n  newName: ')],
    [
      'images-digest',
      '이미지의 다이제스트',
      expect.stringMatching(/\n {2}digest: \$\{2:sha256:[0-9a-f]{64}\}$/),
    ],
  ]);
  const fields = items.filter(item => !isSnippet(item)).map(({ label }) => label);
  expect(fields).toEqual(['name', 'newName', 'newTag', 'tagSuffix', 'digest']);
});

test('a manifest, and a file that is only named like a kustomization, get none', async () => {
  client = await startClient({});
  for (const path of ['deployment.yaml', 'my-kustomization.yaml', 'kustomization.yaml.bak']) {
    client.open(path, '');
    expect(await client.completionItems(path, { line: 0, character: 0 })).toEqual([]);
  }
});
