import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { kustomization } from '../../src/schema/kustomization.ts';
import { markersOf } from '../language/fixture.ts';
import { codeServerVersions } from './versions.ts';
import { contributedGrammars, type Token, tokenize, yamlGrammar } from './yamlGrammar.ts';

const root = new URL('../../', import.meta.url);
const fixtures = new URL('test/fixtures/grammar/', root);

async function texts(folder: URL): Promise<[name: string, text: string][]> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.yaml'));
  return Promise.all(names.map(async name => [name, await readFile(new URL(name, folder), 'utf8')]));
}

const marked = await texts(fixtures);
const untouched = await texts(new URL('untouched/', fixtures));

/** The text without its marker lines, which would be content in a block scalar, and where each line is now. */
function withoutMarkers(text: string): { text: string; lineOf: (line: number) => number } {
  const lines = text.split('\n');
  const isMarker = (line: string) => markersOf('', `\n${line}`).length > 0;
  const kept = lines.flatMap((line, index) => (isMarker(line) ? [] : [index]));
  return { text: kept.map(index => lines[index]).join('\n'), lineOf: line => kept.indexOf(line) };
}

const within = (scope: string, name: string) => scope === name || scope.startsWith(`${name}.`);

/** The columns of a line whose tokens have a scope. */
function columnsWith(tokens: readonly Token[], name: string): Set<number> {
  const columns = new Set<number>();
  for (const { start, end, scopes } of tokens) {
    if (!scopes.some(scope => within(scope, name))) continue;
    for (let column = start; column < end; column += 1) columns.add(column);
  }
  return columns;
}

/** Each marker that does not hold: `^^^ scope` is all of a run of that scope (part of one for
 * `meta`, which names regions), `^^^ -scope` has none of it. */
function mistakes(
  fixture: string,
  lines: readonly (readonly Token[])[],
  lineOf: (line: number) => number,
): string[] {
  const markers = markersOf('', fixture);
  expect(markers).not.toEqual([]);
  return markers.flatMap(({ line, start, end, expectation }) => {
    const tokens = lines[lineOf(line)] ?? [];
    const absent = expectation.startsWith('-');
    const columns = columnsWith(tokens, absent ? expectation.slice(1) : expectation);
    const range = Array.from({ length: end - start }, (_, index) => start + index);
    const holds = absent
      ? range.every(column => !columns.has(column))
      : range.every(column => columns.has(column)) &&
        (expectation.startsWith('meta.') || !(columns.has(start - 1) || columns.has(end)));
    if (holds) return [];
    const found = tokens.filter(token => token.end > start && token.start < end);
    return [
      `${line + 1}:${start + 1} ${expectation}: ${JSON.stringify(found.map(({ text, scopes }) => [text, scopes.slice(1).join(' ')]))}`,
    ];
  });
}

describe.each(Object.values(codeServerVersions))('in the YAML grammar of code-server %s', release => {
  test.each(marked)('the words of %s are told apart', async (_, fixture) => {
    const grammar = await yamlGrammar(release, true);
    const { text, lineOf } = withoutMarkers(fixture);
    const lines = tokenize(grammar, text);
    expect(mistakes(fixture, lines, lineOf)).toEqual([]);
    expect(tokenize(grammar, text.replaceAll('\n', '\r\n'))).toEqual(lines);
  });

  /** Somebody's playbook or chart must not look different because they also have kustomizations. */
  test.each(untouched)('%s looks as without the extension', async (_, text) => {
    const [ours, theirs] = [await yamlGrammar(release, true), await yamlGrammar(release, false)];
    expect(tokenize(ours, text)).toEqual(tokenize(theirs, text));
  });

  /** Where a patch is taken for what it is not, the editor paints good text as wrong. */
  test('a kustomization without mistakes has none in the editor', async () => {
    const grammar = await yamlGrammar(release, true);
    for (const [name, fixture] of marked) {
      const illegal = tokenize(grammar, withoutMarkers(fixture).text)
        .flat()
        .filter(({ scopes }) => scopes.some(scope => within(scope, 'invalid.illegal')))
        .map(({ text }) => text);
      expect(illegal, name).toEqual(name === 'inlinePatches.yaml' ? ['~'] : []);
    }
  });
});

describe('the grammars', () => {
  test('know exactly the fields that the language server knows, and which are deprecated', async () => {
    const text = await readFile(new URL('syntaxes/kustomization.injection.tmLanguage.json', root), 'utf8');
    const { repository } = JSON.parse(text);
    const [, current = '', deprecated = ''] =
      /\((\w[\w|]*)\)\|\((\w[\w|]*)\)/.exec(repository.field.match) ?? [];
    const fields = Object.entries(kustomization.fields);
    const named = (isDeprecated: boolean) =>
      fields.filter(([, field]) => (field.deprecated !== undefined) === isDeprecated).map(([name]) => name);
    expect(current.split('|').toSorted()).toEqual(named(false).toSorted());
    expect(deprecated.split('|').toSorted()).toEqual(named(true).toSorted());
    const first =
      /\(\?:([\w|]+)\)\[\\t \]\*:\[\\r/.exec(repository.kustomization.begin)?.[1]?.split('|') ?? [];
    expect(first.length).toBeGreaterThan(5);
    expect(first.filter(name => !Object.hasOwn(kustomization.fields, name))).toEqual([]);
  });

  test('are all contributed, under the names they have', async () => {
    const files = await readdir(new URL('syntaxes/', root));
    const contributed = await contributedGrammars();
    expect(contributed.map(({ path }) => path.replace('./syntaxes/', '')).toSorted()).toEqual(
      files.toSorted(),
    );
    for (const { path, scopeName } of contributed) {
      expect(JSON.parse(await readFile(new URL(path, root), 'utf8')).scopeName).toBe(scopeName);
    }
  });
});
