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

/** A completion as the client shows it; deprecated fields stand last. */
export function toCompletionItem(completion: Completion, textOf: TextOf): CompletionItem {
  const item: CompletionItem = {
    label: completion.label,
    textEdit: { range: completion.range, newText: completion.insert },
    insertTextFormat: InsertTextFormat.Snippet,
    insertTextMode: InsertTextMode.adjustIndentation,
  };
  if (completion.kind === 'path') {
    item.kind = completion.directory ? CompletionItemKind.Folder : CompletionItemKind.File;
    item.filterText = completion.insert;
  } else if (completion.kind === 'value') item.kind = CompletionItemKind.EnumMember;
  else {
    item.kind = CompletionItemKind.Field;
    item.documentation = { kind: MarkupKind.Markdown, value: fieldText(completion.field, textOf) };
    if (completion.field.deprecated !== undefined) {
      item.tags = [CompletionItemTag.Deprecated];
      item.sortText = `~${completion.label}`;
    }
  }
  return item;
}
