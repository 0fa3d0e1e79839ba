import { describe, expect, test } from 'vitest';
import { kustomizeMessages } from '../../src/messages/en/kustomize.ts';
import { languageMessages } from '../../src/messages/en/language.ts';
import { patchMessages } from '../../src/messages/en/patch.ts';
import { replacementMessages } from '../../src/messages/en/replacement.ts';
import { schemaMessages } from '../../src/messages/en/schema.ts';
import { yamlMessages } from '../../src/messages/en/yaml.ts';
import { analyse, checkDiagnostics, findingsOf } from './checkDiagnostics.ts';
import { markersOf, parseFixture } from './fixture.ts';
import { problemFixtures } from './problemFixtures.ts';

const fixtures = problemFixtures();

describe('each mistake is underlined where it was made, and nothing else is', () => {
  test.each(fixtures)('$what', ({ fixture }) => checkDiagnostics(fixture));
});

const levels = Array.from({ length: 1010 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
for (let i = 1; i < 9; i += 1) {
  const [above, here] = [String.fromCharCode(96 + i), String.fromCharCode(97 + i)];
  bomb.push(`${here}: &${here} [${`*${above}, `.repeat(9)}*${above}]`);
}

/** Texts in which there is no room for a marker, with the one problem of the file at `path`. */
const unmarked: readonly (readonly [
  what: string,
  path: string,
  expected: string,
  files: Record<string, string>,
])[] = [
  ['nothing at all', '/kustomization.yaml', '1 0-0 error kustomization.empty', {}],
  [
    'comments alone',
    '/kustomization.yaml',
    '1 0-0 error kustomization.empty',
    { '/kustomization.yaml': '# nothing\n' },
  ],
  [
    'more than a megabyte',
    '/kustomization.yaml',
    '1 0-0 error yaml.too-large',
    { '/kustomization.yaml': `namePrefix: a\n#${'x'.repeat(1024 * 1024)}` },
  ],
  [
    'a thousand levels',
    '/kustomization.yaml',
    '1000 999-1000 error yaml.too-deep',
    { '/kustomization.yaml': levels },
  ],
  [
    'aliases that stand for a million values',
    '/kustomization.yaml',
    '1 0-1 error yaml.alias-expansion',
    { '/kustomization.yaml': bomb.join('\n') },
  ],
  [
    'a second document that ends too early',
    '/a.yaml',
    '8 0-0 error yaml.syntax',
    {
      '/kustomization.yaml': 'resources: [a.yaml]',
      '/a.yaml': 'apiVersion: v1\nkind: A\nmetadata:\n  name: a\n---\nkind: [\n\n',
    },
  ],
  [
    'a configuration that ends too early',
    '/a.yaml',
    '2 0-0 error yaml.syntax',
    { '/kustomization.yaml': 'namePrefix: a\nconfigurations: [a.yaml]', '/a.yaml': 'images: [\n' },
  ],
  [
    'a file of replacements that ends too early',
    '/a.yaml',
    '2 0-0 error yaml.syntax',
    { '/kustomization.yaml': 'namePrefix: a\nreplacements: [{path: a.yaml}]', '/a.yaml': 'source: {\n' },
  ],
];

describe('so is what leaves no room for a marker', () => {
  test.each(unmarked)('%s', async (_what, path, expected, files) => {
    const analysed = await analyse({ '/kustomization.yaml': '', ...files });
    expect(findingsOf(analysed, path)).toEqual([`${path}:${expected}`]);
  });
});

test('every problem that there is has a fixture, so that none loses its place unseen', () => {
  const isProblem = (code: string) => !/^(?:fix|label)\./.test(code);
  const all = [
    kustomizeMessages,
    languageMessages,
    patchMessages,
    replacementMessages,
    schemaMessages,
    yamlMessages,
  ].flatMap(messages => Object.keys(messages).filter(isProblem));
  const marked = fixtures.flatMap(({ fixture }) =>
    Object.entries(parseFixture(fixture)).flatMap(([path, text]) =>
      markersOf(path, text).map(({ expectation }) => expectation),
    ),
  );
  const shown = new Set([...marked, ...unmarked.map(([, , expected]) => expected)].map(codeOf));
  expect(all.filter(code => !shown.has(code))).toEqual([]);
});

function codeOf(expectation: string): string | undefined {
  return /(?:error|warning|information|hint) (\S+)/.exec(expectation)?.[1];
}
