import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver/node';
import { expandSnippet } from '../language/snippetBody.ts';
import type { SnippetCompletion } from '../language/snippetCompletion.ts';
import type { Message, TextOf } from '../messages/text.ts';

/** `!` stands before every name of a field, `~` behind; in between a snippet follows the field it is named after. */
const sortPrefix: Readonly<Record<SnippetCompletion['rank'], string>> = {
  first: '!',
  amongFields: '',
  last: '~',
};

/** A snippet as the client shows it, with what it inserts as its documentation. */
export function toSnippetItem(
  { name, insert, rank, range }: SnippetCompletion,
  textOf: TextOf,
): CompletionItem {
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
    sortText: sortPrefix[rank] + name,
  };
}
