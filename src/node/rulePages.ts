import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { uriOf } from './fileUri.ts';

/** The file of a rule's page in the language of `locale`, as an URI; `undefined` where the pages are not at hand. */
export function rulePage(code: string, locale: string | undefined): string | undefined {
  const path = pagePath(code, locale);
  return path && uriOf(path.replaceAll('\\', '/'));
}

/** The Markdown of a rule's page; `undefined` where there is none. */
export function rulePageText(code: string, locale: string | undefined): string | undefined {
  const path = pagePath(code, locale);
  return path && readFileSync(path, 'utf8');
}

function pagePath(code: string, locale: string | undefined): string | undefined {
  const name = /^ko(?:[-_.]|$)/i.test(locale ?? '') ? `${code}.ko.md` : `${code}.md`;
  // Beside the bundle, or beside the sources.
  return ['../media/rules/', '../../media/rules/']
    .map(folder => fileURLToPath(new URL(folder + name, import.meta.url)))
    .find(path => existsSync(path));
}
