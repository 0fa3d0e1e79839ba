import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ruleSettings } from './ruleSettings.ts';

const root = join(import.meta.dirname, '../..');
const json = async (file: string) => JSON.parse(await readFile(join(root, file), 'utf8'));

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command?: string }[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  };
}

async function sources(): Promise<string> {
  const folder = join(root, 'src', 'extension');
  const files = await readdir(folder, { recursive: true });
  const texts = await Promise.all(
    files.filter(file => file.endsWith('.ts')).map(file => readFile(join(folder, file), 'utf8')),
  );
  return texts.join('\n');
}

/** The English texts of `l10n.t(…)`, and how many calls there are, literal or not. */
async function localizedTexts(): Promise<{ texts: Set<string>; calls: number }> {
  const text = await sources();
  const literal = /\bl10n\.t\(\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/g;
  const found = [...text.matchAll(literal)].map(([, quoted = '']) => unquote(quoted));
  return { texts: new Set(found), calls: [...text.matchAll(/\bl10n\.t\(/g)].length - found.length };
}

function unquote(literal: string): string {
  const inner = literal.slice(1, -1).replaceAll("\\'", "'");
  return inner.replaceAll('\\n', '\n').replaceAll('\\"', '"');
}

describe('package.json', () => {
  test('contributes exactly the commands that are registered, so none does nothing and none is hidden', async () => {
    const manifest = (await json('package.json')) as Manifest;
    const tables = ['clusterCommands', 'forwardCommands', 'kustomizationCommands'];
    const texts = await Promise.all(
      tables.map(table => readFile(join(root, `src/extension/${table}.ts`), 'utf8')),
    );
    const registered = [...texts.join('\n').matchAll(/^\s+'(kubewright\.\w+)':/gm)].map(([, id]) => id);
    expect(registered.length).toBeGreaterThan(5);
    expect(manifest.contributes.commands.map(({ command }) => command).sort()).toEqual(registered.sort());
  });

  test('names only its own commands in menus', async () => {
    const { contributes } = (await json('package.json')) as Manifest;
    const known = new Set(contributes.commands.map(({ command }) => command));
    const named = Object.values(contributes.menus).flatMap(menu => menu.map(({ command }) => command));
    expect(named.filter(command => command !== undefined && !known.has(command))).toEqual([]);
  });

  test('has every text in English and Korean, and no text twice or for nothing', async () => {
    const manifest = await readFile(join(root, 'package.json'), 'utf8');
    const keys = [...new Set([...manifest.matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key))].sort();
    expect(Object.keys(await json('package.nls.json')).sort()).toEqual(keys);
    expect(Object.keys(await json('package.nls.ko.json')).sort()).toEqual(keys);
  });
});

/** A rule that the setting does not offer cannot be set without a squiggle; after a new rule: npm run generate:settings. */
test('the setting offers every rule with its severity and what it is about', async () => {
  for (const [file, text] of Object.entries(await ruleSettings())) {
    expect(JSON.parse(text), file).toEqual(await json(file));
  }
});

describe('texts of the extension', () => {
  test('are each there in Korean, with the same placeholders', async () => {
    const { texts, calls } = await localizedTexts();
    const korean = (await json('l10n/bundle.l10n.ko.json')) as Record<string, string>;
    const placeholders = (text: string) => [...new Set(text.match(/\{\d\}/g) ?? [])].sort();
    expect(calls, 'a text that is no literal cannot be translated').toBe(0);
    expect([...texts].filter(text => !Object.hasOwn(korean, text))).toEqual([]);
    expect(Object.keys(korean).filter(text => !texts.has(text))).toEqual([]);
    for (const [english, translated] of Object.entries(korean)) {
      expect(placeholders(translated), english).toEqual(placeholders(english));
      expect(translated).toMatch(/[가-힣]/);
    }
  });
});
