import { afterEach, expect, test } from 'vitest';
import { type Client, startClient } from './client.ts';

let client: Client | undefined;
afterEach(async () => {
  expect(await client?.stop()).toBe(0);
  client = undefined;
});

const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
for (let i = 1; i < 12; i += 1) {
  const [above, here] = [String.fromCharCode(96 + i), String.fromCharCode(97 + i)];
  bomb.push(`${here}: &${here} [${`*${above}, `.repeat(9)}*${above}]`);
}
/** What is typed, and the code that it must end in; `undefined` where there is nothing to say. */
const inputs: [name: string, text: string, code: string | undefined][] = [
  ['nothing', '', 'kustomization.empty'],
  ['blank lines and a comment', '\n\n# nothing\n', 'kustomization.empty'],
  ['a second document', 'namePrefix: 1\n---\nresorces: []\n', 'kustomization.wrong-type'],
  [
    'bytes that are no text',
    String.fromCharCode(...Array.from({ length: 5000 }, (_, i) => (i * 31) % 256)),
    'yaml.syntax',
  ],
  ['unpaired surrogates', 'namePrefix: "\ud800"\nresorces: \udfff\n', 'yaml.syntax'],
  ['10,000 flow levels', `resources: ${'['.repeat(10_000)}`, 'yaml.too-deep'],
  ['10,000 closed flow levels', `resources: ${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'yaml.too-deep'],
  ['10,000 dashes', `resources:\n${'- '.repeat(10_000)}a`, 'yaml.too-deep'],
  [
    '1,300 mappings',
    Array.from({ length: 1300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
    'yaml.too-deep',
  ],
  ['an alias bomb', bomb.join('\n'), 'yaml.alias-expansion'],
  ['an alias to itself', 'resources: &a [*a]', 'yaml.syntax'],
  ['20 MB of one list', `resources:\n${'- gone.yaml\n'.repeat(1_800_000)}`, 'yaml.too-large'],
  [
    '20 MB of unknown keys',
    Array.from({ length: 1_300_000 }, (_, i) => `resorce${i}: x`).join('\n'),
    'yaml.too-large',
  ],
  ['just under 1 MB of one list', `resources:\n${'- gone.yaml\n'.repeat(86_000)}`, 'resource.not-found'],
  [
    'just under 1 MB of unknown keys',
    Array.from({ length: 60_000 }, (_, i) => `resorce${i}: x`).join('\n'),
    'kustomization.unknown-field',
  ],
  ['20 MB on one line', `namePrefix: ${'x'.repeat(20_000_000)}\nresorces: []`, 'yaml.too-large'],
  ['a Byte Order Mark', '\ufeffresorces: []\n', 'kustomization.unknown-field'],
];

test.each(inputs)(
  '%s: one clear finding, and the server goes on',
  { timeout: 60_000 },
  async (_name, text, code) => {
    client = await startClient({});
    client.open('kustomization.yaml', text);
    const found = await client.diagnostics('kustomization.yaml', diagnostics => diagnostics.length > 0);
    expect(found.map(diagnostic => diagnostic.code)).toContain(code);
    await client.hover('kustomization.yaml', { line: 0, character: 3 });
    await client.complete('kustomization.yaml', { line: 0, character: 3 });
    client.open('app/kustomization.yaml', 'resorces: []\n');
    await client.diagnostics('app/kustomization.yaml', diagnostics => diagnostics.length === 1);
    expect(client.exitCode()).toBeNull();
  },
);

test('hostile resource files on disk are reported in their own files', { timeout: 60_000 }, async () => {
  client = await startClient(
    {
      'kustomization.yaml': 'resources: [binary.yaml, deep.yaml, bomb.yaml, loop, good.yaml, empty.yaml]\n',
      'binary.yaml': Uint8Array.from({ length: 4096 }, (_, i) => (i * 7) % 256),
      'deep.yaml': `a: ${'['.repeat(10_000)}`,
      'bomb.yaml': bomb.join('\n'),
      'empty.yaml': '',
      'good.yaml': '\ufeffapiVersion: v1\r\nkind: Service\r\nmetadata:\r\n  name: web\r\n',
    },
    { links: { loop: 'loop' } },
  );
  await client.writeOutside(
    'kustomization.yaml',
    'resources: [binary.yaml, deep.yaml, bomb.yaml, loop, good.yaml, empty.yaml] #\n',
  );
  const codes = async (path: string) =>
    (await client?.diagnostics(path, found => found.length > 0))?.map(({ code }) => code);
  expect(await codes('deep.yaml')).toEqual(['yaml.too-deep']);
  expect(await codes('bomb.yaml')).toEqual(['yaml.alias-expansion']);
  expect(await codes('binary.yaml')).toHaveLength(1);
  const [loop] = await client.diagnostics('kustomization.yaml', found =>
    found.some(({ code }) => code === 'resource.unreadable'),
  );
  expect(loop?.range.start.character).toBe('resources: [binary.yaml, deep.yaml, bomb.yaml, '.length);
  expect(client.exitCode()).toBeNull();
});
