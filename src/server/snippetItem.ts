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

/**
 * A snippet as the client shows it, with what it inserts as its documentation. Those that fill a file stand before
 * the fields, the others behind the field whose name theirs begins with.
 */
export function toSnippetItem(
  { name, insert, wholeFile, range }: SnippetCompletion,
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
    sortText: wholeFile ? `!${name}` : name,
  };
}
