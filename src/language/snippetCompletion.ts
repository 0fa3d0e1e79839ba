import snippets from '../../snippets/kustomization.json' with { type: 'json' };
import type { Position, Range } from '../yaml/location.ts';
import type { CursorContext } from './cursorContext.ts';
import { cursorContextAt } from './cursorContextAt.ts';
import { fieldAt } from './fieldAt.ts';

/** The name of a snippet, which is also what a person types. */
export type SnippetName = keyof typeof snippets;

/** What each snippet is for, as codes; see `messages`. */
export type SnippetTitles = { readonly [Name in SnippetName as `snippet.${Name}`]: Record<never, never> };

/** A snippet to insert at a position; the face decides how it looks. */
export interface SnippetCompletion {
  readonly name: SnippetName;
  /** In the syntax of LSP snippets; further lines are relative to the indentation of the line at the cursor. */
  readonly insert: string;
  /** One that makes a whole file comes first while the file has no field, and last from then on. */
  readonly rank: 'first' | 'amongFields' | 'last';
  readonly range: Range;
}

interface Snippet {
  readonly name: SnippetName;
  readonly body: readonly string[];
  /** The fields it writes at the top level. */
  readonly fields: readonly string[];
}

const catalogue: readonly Snippet[] = Object.entries(snippets).map(([name, { body }]) => ({
  name: name as SnippetName,
  body,
  fields: body.flatMap(line => /^(\w+):/.exec(line)?.[1] ?? []),
}));

/**
 * The snippets for a position of a kustomization's text. At the top level those whose fields are all still to be
 * written, so that none makes a second `images:`; in a list that is there already the one item each would add.
 */
export function snippetCompletionsAt(text: string, position: Position): readonly SnippetCompletion[] {
  const context = cursorContextAt(text, position);
  if (context?.kind !== 'key' || context.flow || context.hasColon) return [];
  const [field, dash, ...deeper] = context.path;
  if (field === undefined) return catalogue.filter(isNew(context.siblings)).map(block(context));
  if (fieldAt([field])?.type.kind !== 'list' || deeper.length > 0) return [];
  if (dash === undefined) return itemsOf(field).map(item(context, '- '));
  return context.siblings.length > 0 ? [] : itemsOf(field).map(item(context, ''));
}

function isNew(present: readonly string[]): (snippet: Snippet) => boolean {
  const keys = new Set(present.map(key => key.toLowerCase()));
  return ({ fields }) => !fields.some(field => keys.has(field.toLowerCase()));
}

function block({ siblings, range }: CursorContext): (snippet: Snippet) => SnippetCompletion {
  const rankOfFile = siblings.length === 0 ? 'first' : 'last';
  return ({ name, body, fields }) => ({
    name,
    insert: body.join('\n'),
    rank: fields.includes('kind') ? rankOfFile : 'amongFields',
    range,
  });
}

/** The snippets that write this field and nothing else. */
function itemsOf(list: string): Snippet[] {
  return catalogue.filter(({ fields: [first, ...others] }) => others.length === 0 && sameKey(first, list));
}

/** Keys are matched as the decoder does, in any case. */
function sameKey(left: string | undefined, right: string): boolean {
  return left?.toLowerCase() === right.toLowerCase();
}

/** The lines below the field: an item at column 0, whose dash is replaced where one stands there already. */
function item(context: CursorContext, dash: string): (snippet: Snippet) => SnippetCompletion {
  const indent = dash === '' ? ' '.repeat(context.extraIndent) : '  ';
  return ({ name, body: [, first = '', ...rest] }) => ({
    name,
    insert: [first.replace(/^- /, dash), ...rest.map(line => line.replace(/^ {2}/, indent))].join('\n'),
    rank: 'amongFields',
    range: context.range,
  });
}
