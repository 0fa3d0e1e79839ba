import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build } from '../../src/kustomize/build.ts';
import { render } from '../../src/kustomize/render/render.ts';
import { createBlockingSnapshot } from '../../src/node/blockingSnapshot.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kubewright-bad-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function codes(files: Readonly<Record<string, string | Uint8Array>>): readonly string[] {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
  return build(directory, createBlockingSnapshot()).problems.map(problem => problem.code);
}

const sound = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: sound\n';
const list = (...names: string[]) => `resources: [${names.join(', ')}]\n`;
const deep = (levels: number) => `a: ${'['.repeat(levels)}${']'.repeat(levels)}\n`;
const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghij']
  .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[i]}`).join(',')}]`)
  .join('\n')}\n`;

/** Whatever a file holds, its user gets one clear complaint about it, and the rest of the build goes on. */
test.each([
  ['an empty kustomization', { 'kustomization.yaml': '' }, ['kustomization.empty']],
  ['a kustomization of comments', { 'kustomization.yaml': '# nothing\n' }, ['kustomization.empty']],
  ['a binary kustomization', { 'kustomization.yaml': new Uint8Array([0, 255, 254, 128]) }, ['yaml.not-text']],
  ['a kustomization that nests 10,000 levels', { 'kustomization.yaml': deep(10_000) }, ['yaml.too-deep']],
  ['an alias bomb', { 'kustomization.yaml': bomb }, ['yaml.alias-expansion']],
  ['a scalar', { 'kustomization.yaml': 'just text' }, ['kustomization.wrong-type']],
  ['a tab', { 'kustomization.yaml': 'resources:\n\t- a.yaml\n' }, ['yaml.syntax']],
  [
    'a binary resource beside a sound one',
    {
      'kustomization.yaml': list('a.bin', 'sound.yaml'),
      'a.bin': new Uint8Array([0x80, 0x81]),
      'sound.yaml': sound,
    },
    ['yaml.not-text'],
  ],
  [
    'a deep resource beside a sound one',
    { 'kustomization.yaml': list('deep.yaml', 'sound.yaml'), 'deep.yaml': deep(10_000), 'sound.yaml': sound },
    ['yaml.too-deep'],
  ],
  [
    'an empty resource file',
    { 'kustomization.yaml': list('a.yaml', 'sound.yaml'), 'a.yaml': '', 'sound.yaml': sound },
    [],
  ],
  ['a NUL byte', { 'kustomization.yaml': list('a.yaml'), 'a.yaml': 'a: \0\n' }, ['yaml.syntax']],
])('%s', (_, files, expected) => {
  expect(codes(files as unknown as Record<string, string>)).toEqual(expected);
});

test('a byte order mark and Windows line ends change nothing', () => {
  const files = {
    'kustomization.yaml': '\ufeffresources:\r\n- a.yaml\r\n',
    'a.yaml': `\ufeff${sound.replaceAll('\n', '\r\n')}`,
  };
  expect(codes(files)).toEqual([]);
  const { resources } = build(directory, createBlockingSnapshot());
  expect(render(resources)).toBe(sound);
});

test('a loop of symbolic links is said to be unreadable', () => {
  symlinkSync(join(directory, 'b.yaml'), join(directory, 'a.yaml'));
  symlinkSync(join(directory, 'a.yaml'), join(directory, 'b.yaml'));
  expect(codes({ 'kustomization.yaml': list('a.yaml', 'sound.yaml'), 'sound.yaml': sound })).toEqual([
    'resource.unreadable',
  ]);
});

test('a link that leads out of the directory is not followed past the load restriction', () => {
  const outside = mkdtempSync(join(tmpdir(), 'kubewright-outside-'));
  writeFileSync(join(outside, 'secret.yaml'), sound);
  symlinkSync(join(outside, 'secret.yaml'), join(directory, 'secret.yaml'));
  expect(codes({ 'kustomization.yaml': list('secret.yaml') })).toEqual(['resource.outside-root']);
  rmSync(outside, { recursive: true });
});

test('20 MB are read in a few seconds', () => {
  const entry = `---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: NAME\ndata:\n  text: ${'x'.repeat(1000)}\n`;
  const big = Array.from({ length: 20_000 }, (_, i) => entry.replace('NAME', `c${i}`)).join('');
  const start = performance.now();
  expect(codes({ 'kustomization.yaml': list('big.yaml'), 'big.yaml': big })).toEqual([]);
  expect(performance.now() - start).toBeLessThan(30_000);
});
