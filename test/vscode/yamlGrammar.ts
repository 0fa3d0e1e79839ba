import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';
import { projectRoot } from './server.ts';
import { codeServerFolder } from './versions.ts';

/** A token's text and the scopes it has, from `source.yaml` inwards. */
export interface Token {
  readonly text: string;
  /** UTF-16 columns. */
  readonly start: number;
  readonly end: number;
  readonly scopes: readonly string[];
}

interface ContributedGrammar {
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo: readonly string[];
}

let engine: Promise<void> | undefined;

/** The grammars that package.json contributes. */
export async function contributedGrammars(): Promise<readonly ContributedGrammar[]> {
  const manifest = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8'));
  return manifest.contributes.grammars;
}

/** The YAML grammar of a code-server release, alone or with what package.json injects into it. */
export async function yamlGrammar(release: string, injected: boolean): Promise<IGrammar> {
  engine ??= readFile(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm')).then(
    loadWASM,
  );
  await engine;
  const ours = await contributedGrammars();
  const files = [
    ...(await builtIn(release, 'yaml')),
    ...(await builtIn(release, 'json')),
    ...ours.map(({ path }) => join(projectRoot, path)),
  ];
  const grammars = new Map<string, { text: string; path: string }>();
  for (const path of files) {
    const text = await readFile(path, 'utf8');
    grammars.set(JSON.parse(text).scopeName, { text, path });
  }
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    async loadGrammar(scope) {
      const found = grammars.get(scope);
      return found ? parseRawGrammar(found.text, found.path) : null;
    },
    getInjections: scope =>
      injected
        ? ours.filter(({ injectTo }) => injectTo.includes(scope)).map(({ scopeName }) => scopeName)
        : undefined,
  });
  const grammar = await registry.loadGrammar('source.yaml');
  if (grammar === null) throw new Error('VS Code has no YAML grammar');
  return grammar;
}

/** The tokens of each line; lines are split as an editor splits them. */
export function tokenize(grammar: IGrammar, text: string): Token[][] {
  let state = INITIAL;
  return text.split(/\r\n|\n/).map(line => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    return result.tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: line.slice(startIndex, endIndex),
      start: startIndex,
      end: Math.min(endIndex, line.length),
      scopes,
    }));
  });
}

async function builtIn(release: string, extension: string): Promise<string[]> {
  const folder = join(codeServerFolder(release), 'lib', 'vscode', 'extensions', extension, 'syntaxes');
  return (await readdir(folder)).filter(name => name.endsWith('.json')).map(name => join(folder, name));
}
