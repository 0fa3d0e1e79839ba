import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { expandSnippet, placeholdersOf } from '../../src/language/snippetBody.ts';
import { checkKustomization } from '../../src/schema/check.ts';
import { kustomization } from '../../src/schema/kustomization.ts';
import { parseDocument } from '../../src/yaml/parse.ts';
import { allExpansions, readSnippets } from './expansions.ts';

const manifest = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
const kubernetes = await readSnippets('kubernetes.json');
const kustomize = await readSnippets('kustomization.json');

describe('the syntax of snippets', () => {
  test('tab stops, mirrors, choices and escapes are told apart', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the syntax of snippets
    const body = 'name: ${2:web}\nkind: ${1|A,B|}\nmirror: $2-${1}\n\\$patch: \\${x\\}\n${3:a\\}b} ${4}$0';
    expect(placeholdersOf(body)).toEqual([
      { stop: 2, initial: 'web', choices: [] },
      { stop: 1, initial: 'A', choices: ['A', 'B'] },
      { stop: 3, initial: 'a}b', choices: [] },
      { stop: 4, initial: '', choices: [] },
    ]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as above
    expect(expandSnippet(body)).toBe('name: web\nkind: A\nmirror: web-A\n$patch: ${x}\na}b ');
    expect(expandSnippet(body, new Map([[1, 'B']]))).toContain('kind: B\nmirror: web-B');
  });
});

describe('the editor', () => {
  test('offers Kubernetes objects in YAML files, and leaves kustomizations to the language server', () => {
    expect(manifest.contributes.snippets).toEqual([{ language: 'yaml', path: './snippets/kubernetes.json' }]);
    for (const { exclude } of Object.values(kubernetes)) {
      expect(exclude).toEqual(['kustomization.yaml', 'kustomization.yml', 'Kustomization']);
    }
  });

  /** The prefix of one kind must find that kind, and must not stand before a field of the same name. */
  test('finds each object by its own prefix, none of which is a field of kustomizations', () => {
    const prefixes = Object.values(kubernetes).map(({ prefix }) => prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    const fields = new Set(Object.keys(kustomization.fields).map(name => name.toLowerCase()));
    expect(prefixes.filter(prefix => fields.has(prefix) || !/^[a-z]+$/.test(prefix))).toEqual([]);
  });
});

describe('a Kubernetes object', () => {
  const rows = allExpansions(kubernetes);

  test.each(rows)('%s (%s) has labels as recommended, and no tag that moves', (name, _, text) => {
    const objects = parseAllDocuments(text).map(document => {
      expect(document.errors).toEqual([]);
      return document.toJS();
    });
    for (const object of objects) {
      expect(kubernetes[name]?.description).toBe(name === 'StatefulSet' ? 'apps/v1' : object.apiVersion);
      expect(Object.keys(object.metadata.labels).join()).toMatch(/app\.kubernetes\.io\/name|pod-security/);
    }
    for (const [, image = ''] of text.matchAll(/^ *image: (.*)$/gm)) {
      expect(image).toMatch(/:\d+\.\d+(?:\.\d+)?$/);
    }
  });

  test.each(Object.entries(kubernetes))(
    '%s is typed once: a repeated name has one tab stop',
    (_, { body }) => {
      const text = body.join('\n');
      const defined = [...text.matchAll(/\$\{(\d+)[:|]/g)].map(([, stop]) => stop);
      expect(new Set(defined).size, 'a default is written once, its mirrors follow').toBe(defined.length);
      const stops = placeholdersOf(text).map(({ stop }) => stop);
      expect(stops.toSorted((left, right) => left - right)).toEqual(stops.map((_stop, index) => index + 1));
      expect(text.endsWith('$0')).toBe(true);
    },
  );
});

describe('a snippet of a kustomization has only fields that there are, of their types', () => {
  test.each(allExpansions(kustomize))('%s (%s)', (name, _, text) => {
    const file = { uri: 'file:///kustomization.yaml', path: '/kustomization.yaml', text };
    const { node, problems } = parseDocument(file);
    expect(problems).toEqual([]);
    expect(node && checkKustomization(node, kustomization, file.uri)).toEqual([]);
    expect(kustomize[name]?.prefix).toBe(name);
  });
});
