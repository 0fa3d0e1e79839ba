import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';
import { codeServerFolder, codeServerVersions } from './versions.ts';

const injection = new URL('../../syntaxes/kustomization.injection.tmLanguage.json', import.meta.url);
const mark = 'kustomization';

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await loadWASM(await readFile(wasm));
});

/** VS Code's own YAML grammar, with or without ours injected. */
async function yamlGrammar(release: string, injected: boolean): Promise<IGrammar> {
  const folder = join(codeServerFolder(release), 'lib', 'vscode', 'extensions', 'yaml', 'syntaxes');
  const files = (await readdir(folder))
    .filter(name => name.endsWith('.json'))
    .map(name => join(folder, name));
  const grammars = new Map<string, { text: string; path: string }>();
  for (const path of [...files, injection.pathname]) {
    const text = await readFile(path, 'utf8');
    grammars.set(JSON.parse(text).scopeName, { text, path });
  }
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    async loadGrammar(scope) {
      const found = grammars.get(scope);
      return found ? parseRawGrammar(found.text, found.path) : null;
    },
    getInjections: scope => (injected && scope === 'source.yaml' ? ['kustomization.injection'] : undefined),
  });
  const grammar = await registry.loadGrammar('source.yaml');
  if (grammar === null) throw new Error('VS Code has no YAML grammar');
  return grammar;
}

/** Each token as its text and the scopes it has. */
function tokens(grammar: IGrammar, text: string): { text: string; scopes: string[] }[] {
  let state = INITIAL;
  return text.split('\n').flatMap(line => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    return result.tokens.map(token => ({
      text: line.slice(token.startIndex, token.endIndex),
      scopes: token.scopes,
    }));
  });
}

const marked = (grammar: IGrammar, text: string) =>
  tokens(grammar, text)
    .filter(token => token.scopes.some(scope => scope.endsWith(mark)))
    .map(token => `${token.text} ${token.scopes.at(-1)}`);

describe.each(Object.values(codeServerVersions))('in the YAML grammar of code-server %s', release => {
  test('the images of a kustomization are told apart', async () => {
    const grammar = await yamlGrammar(release, true);
    const text = `images:
- name: nginx
  newName: registry.example.com:5000/team/web
  newTag: "1.29" # quoted
- name: redis
  newTag: 7-alpine
namePrefix: dev-`;
    expect(marked(grammar, text)).toEqual([
      'registry.example.com:5000 entity.name.namespace.registry.kustomization',
      'team/web entity.name.image.kustomization',
      '1.29 entity.name.image.kustomization',
      '7-alpine entity.name.image.kustomization',
    ]);
    const key = tokens(grammar, text).find(token => token.text === 'namePrefix');
    expect(key?.scopes).toContain('entity.name.tag.yaml');
  });

  test('other YAML looks as it does without the extension', async () => {
    const text = `# newTag: 1.2
image:
  repository: registry.example.com/web
  tag: "1.2"
newTags: [a, b]
description: |
  newer: text
resources: {limits: {cpu: 100m}}`;
    const [ours, theirs] = [await yamlGrammar(release, true), await yamlGrammar(release, false)];
    expect(marked(ours, text)).toEqual([]);
    expect(tokens(ours, text)).toEqual(tokens(theirs, text));
  });
});
