import { describe, expect, test } from 'vitest';
import { expandSnippet } from '../../src/language/snippetBody.ts';
import { type SnippetCompletion, snippetCompletionsAt } from '../../src/language/snippetCompletion.ts';
import { checkKustomization } from '../../src/schema/check.ts';
import { kustomization } from '../../src/schema/kustomization.ts';
import type { Position } from '../../src/yaml/location.ts';
import { parseDocument } from '../../src/yaml/parse.ts';

/** A text with its cursor at `$0`. */
function atCursor(marked: string): { text: string; position: Position } {
  const [before = '', after = ''] = marked.split('$0');
  const lines = before.split('\n');
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  return { text: before + after, position };
}

function offered(marked: string): string[] {
  const { text, position } = atCursor(marked);
  return snippetCompletionsAt(text, position).map(({ name }) => name);
}

/** The text as an editor leaves it: further lines get the indentation of the line that the snippet is put into. */
function insert(text: string, { insert, range }: SnippetCompletion): string {
  const lines = text.split('\n');
  const line = lines[range.start.line] ?? '';
  const indent = /^ */.exec(line)?.[0] ?? '';
  const inserted = expandSnippet(insert).replaceAll('\n', `\n${indent}`);
  lines[range.start.line] = line.slice(0, range.start.character) + inserted + line.slice(range.end.character);
  return lines.join('\n');
}

describe('snippets are offered', () => {
  const wholeFiles = ['kustomization', 'overlay', 'component'];

  test.each(['$0', '\n$0\n', '# note\n$0', '---\n$0', 'kust$0', '# 안녕\r\n$0'])(
    'all in the empty file %j',
    marked => {
      const names = offered(marked);
      expect(names).toEqual(expect.arrayContaining([...wholeFiles, 'images-tag', 'patches-json']));
      expect(names.length).toBeGreaterThan(20);
    },
  );

  test('at the top level without those that would write a field a second time', () => {
    const names = offered('namespace: shop\nImages:\n- name: nginx\n$0\n');
    expect(names).toContain('patches-json');
    expect(names).toContain('kustomization');
    expect(names).not.toContain('overlay');
    expect(names.filter(name => name.startsWith('images'))).toEqual([]);
    expect(offered('resources: []\n$0').filter(name => wholeFiles.includes(name))).toEqual(['component']);
    expect(offered('kind: Kustomization\n$0').filter(name => wholeFiles.includes(name))).toEqual([]);
  });

  test.each([
    ['images:\n- $0\n', ['images-tag', 'images-name', 'images-digest']],
    ['images:\n  - $0\n', ['images-tag', 'images-name', 'images-digest']],
    ['images:\n- name: a\n- img$0\n', ['images-tag', 'images-name', 'images-digest']],
    ['images:\n  $0\n', ['images-tag', 'images-name', 'images-digest']],
    ['IMAGES:\n- $0\n', ['images-tag', 'images-name', 'images-digest']],
    ['images: [{$0}]\n', []],
    ['{$0}\n', []],
    ['imag$0: []\n', []],
    ['replicas:\n- $0\n', ['replicas-count']],
    ['labels:\n- $0\n', ['labels-pairs', 'labels-selectors']],
    ['images:\n- name: a\n  $0\n', []],
    ['resources:\n- $0\n', []],
    ['generatorOptions:\n  $0\n', []],
    ['images:\n- name: $0\n', []],
    ['patches:\n- patch: |-\n    $0\n', []],
    ['patches:\n- target:\n    $0\n', []],
    ['replacements:\n- targets:\n  - $0\n', []],
    ['# images:\n# $0\n', []],
    ['metadata:\n  $0\n', []],
  ])('inside %j', (marked, names) => {
    expect(offered(marked)).toEqual(names);
  });
});

describe('a file is a valid kustomization after a snippet was put in', () => {
  const images = [
    'images',
    'replicas',
    'labels',
    'patches',
    'configMapGenerator',
    'secretGenerator',
    'replacements',
  ];
  const places = [
    '$0',
    '# note\n$0\n',
    'metadata: {name: a}\n$0\nopenapi: {}\n',
    ...images.flatMap(list => [
      `${list}:\n- $0\n`,
      `${list}:\n-   $0\n`,
      `${list}:\n    - $0\nmetadata: {name: a}\n`,
      `${list}:\n  $0\n`,
      `${list}:\n- {}\n- word$0\n- {}\n`,
    ]),
  ];

  test.each(places)('at %j', marked => {
    const { text, position } = atCursor(marked);
    const completions = snippetCompletionsAt(text, position);
    expect(completions.length).toBeGreaterThan(0);
    for (const completion of completions) {
      const result = insert(text, completion);
      const file = { uri: 'file:///kustomization.yaml', path: '/kustomization.yaml', text: result };
      const { node, problems } = parseDocument(file);
      expect(problems, result).toEqual([]);
      expect(node && checkKustomization(node, kustomization, file.uri), result).toEqual([]);
      expect(result).not.toContain('word');
    }
  });
});
