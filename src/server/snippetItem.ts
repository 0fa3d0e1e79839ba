import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver/node';
import type { Completion } from '../language/completion.ts';
import { expandSnippet } from '../language/snippetBody.ts';
import type { SnippetCompletion } from '../language/snippetCompletion.ts';
import type { Message, TextOf } from '../messages/text.ts';
import { sortText } from './completion.ts';

/** Behind every field. */
const lastRank = 9999;

/**
 * A snippet as the client shows it, with what it inserts as its documentation. In between a snippet follows the field
 * among those `beside` it that it is named after.
 */
export function toSnippetItem(
  { name, insert, rank, range }: SnippetCompletion,
  beside: readonly Completion[],
  textOf: TextOf,
): CompletionItem {
  const field = beside.find(({ label }) => label === name.split('-')[0]);
  const title: Message = { code: `snippet.${name}`, params: {} };
  return {
    label: name,
    kind: CompletionItemKind.Snippet,
    detail: textOf(title),
    documentation: {
      kind: MarkupKind.Markdown,
      value: `\`\`\`yaml\n${expandSnippet(insert).trimEnd()}\n\`\`\``,
    },
    textEdit: { range, newText: insert },
    insertTextFormat: InsertTextFormat.Snippet,
    insertTextMode: InsertTextMode.adjustIndentation,
    sortText: sortTextOf(name, rank, field?.rank ?? lastRank),
  };
}

function sortTextOf(name: string, rank: SnippetCompletion['rank'], fieldRank: number): string {
  if (rank === 'first') return `!${name}`;
  return sortText(rank === 'last' ? lastRank : fieldRank, name);
}
