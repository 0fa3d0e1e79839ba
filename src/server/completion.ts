import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver/node';
import type { Completion } from '../language/completion.ts';
import { fieldText } from './hover.ts';
import type { Texts } from './texts.ts';

/** A completion as the client shows it; deprecated fields stand last. */
export function toCompletionItem(completion: Completion, texts: Texts): CompletionItem {
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
    item.documentation = { kind: MarkupKind.Markdown, value: fieldText(completion.field, texts) };
    if (completion.field.deprecated !== undefined) {
      item.tags = [CompletionItemTag.Deprecated];
      item.sortText = `~${completion.label}`;
    }
  }
  return item;
}
