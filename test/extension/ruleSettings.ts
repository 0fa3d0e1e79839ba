import { readFile } from 'node:fs/promises';
import { rules } from '../../src/language/rules/rules.ts';

const root = new URL('../../', import.meta.url);

/** The parts of the manifest that follow from the rules: by file, its whole text as it should be. */
export async function ruleSettings(): Promise<Record<string, string>> {
  const manifest = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
  const sorted = rules.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  manifest.contributes.configuration.properties['kubewright.rules'].properties = Object.fromEntries(
    sorted.map(({ code, severity }) => [
      code,
      {
        markdownDescription: `%${keyOf(code)}%`,
        enum: ['off', 'hint', 'information', 'warning', 'error'],
        default: severity,
      },
    ]),
  );
  return {
    'package.json': json(manifest),
    'package.nls.json': json(await texts('package.nls.json', '.md')),
    'package.nls.ko.json': json(await texts('package.nls.ko.json', '.ko.md')),
  };

  async function texts(file: string, extension: string): Promise<Record<string, string>> {
    const all = JSON.parse(await readFile(new URL(file, root), 'utf8')) as Record<string, string>;
    const others = Object.entries(all).filter(([key]) => !key.startsWith(keyOf('')));
    const ours = sorted.map(async ({ code }) => [keyOf(code), await firstParagraph(code + extension)]);
    return Object.fromEntries([...others, ...(await Promise.all(ours))]);
  }
}

function keyOf(code: string): string {
  return `configuration.rules.${code}`;
}

/** What a page says first, behind its title. */
async function firstParagraph(page: string): Promise<string> {
  const text = await readFile(new URL(`media/rules/${page}`, root), 'utf8');
  return (text.split('\n\n')[1] ?? '').trim().replaceAll('\n', ' ');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
