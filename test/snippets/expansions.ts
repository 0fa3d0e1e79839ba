import { readFile } from 'node:fs/promises';
import { expandSnippet, placeholdersOf } from '../../src/language/snippetBody.ts';

/** A snippet as the files in `snippets/` hold it. */
export interface SnippetDefinition {
  readonly prefix: string;
  readonly description?: string;
  readonly body: readonly string[];
  readonly isFileTemplate?: boolean;
  readonly exclude?: readonly string[];
}

const folder = new URL('../../snippets/', import.meta.url);

/** The snippets of a file by name. */
export async function readSnippets(file: string): Promise<Record<string, SnippetDefinition>> {
  return JSON.parse(await readFile(new URL(file, folder), 'utf8'));
}

/** What a snippet can leave behind when nobody types: with the first of all choices, and with each other one. */
export function expansionsOf(body: string): { readonly chosen: string; readonly text: string }[] {
  const others = placeholdersOf(body).flatMap(({ stop, choices }) =>
    choices
      .slice(1)
      .map(choice => ({ chosen: choice, text: expandSnippet(body, new Map([[stop, choice]])) })),
  );
  return [{ chosen: 'as it is', text: expandSnippet(body) }, ...others];
}

/** A row for each expansion of each snippet: its name, the choice, the text. */
export function allExpansions(
  snippets: Readonly<Record<string, SnippetDefinition>>,
): [name: string, chosen: string, text: string][] {
  return Object.entries(snippets).flatMap(([name, { body }]) =>
    expansionsOf(body.join('\n')).map(({ chosen, text }): [string, string, string] => [name, chosen, text]),
  );
}
