import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver/node';
import type { Completion } from '../language/completion.ts';
import type { TextOf } from '../messages/text.ts';
import { fieldText } from './hover.ts';

/** By rank, then by name; clients compare texts. */
export function sortText(rank: number, name: string): string {
  return String(rank).padStart(4, '0') + name;
}

/**
 * A completion as the client shows it. `suggest` is the client's command that asks for completions again, which a path
 * that is not at its end runs; none where the client has no such command.
 */
export function toCompletionItem(
  completion: Completion,
  textOf: TextOf,
  suggest: string | undefined,
): CompletionItem {
  const item: CompletionItem = {
    label: completion.label,
    textEdit: { range: completion.range, newText: completion.insert },
    insertTextFormat: InsertTextFormat.Snippet,
    insertTextMode: InsertTextMode.adjustIndentation,
    sortText: sortText(completion.rank, completion.label),
    ...(completion.filter === undefined ? {} : { filterText: completion.filter }),
  };
  if (completion.kind === 'path') {
    item.kind = completion.directory ? CompletionItemKind.Folder : CompletionItemKind.File;
    if (completion.goesOn && suggest !== undefined) item.command = { title: '', command: suggest };
  } else if (completion.kind === 'value') item.kind = CompletionItemKind.EnumMember;
  else {
    item.kind = CompletionItemKind.Field;
    item.documentation = { kind: MarkupKind.Markdown, value: fieldText(completion.field, textOf) };
    if (completion.field.deprecated !== undefined) item.tags = [CompletionItemTag.Deprecated];
  }
  return item;
}
