import { type Hover, MarkupKind } from 'vscode-languageserver/node';
import type { FieldHover } from '../language/hover.ts';
import type { Field, FieldType } from '../schema/fieldType.ts';
import type { Texts } from './texts.ts';

/** A field's documentation as the client shows it beside the key. */
export function toHover({ name, field, range }: FieldHover, texts: Texts): Hover {
  return {
    range,
    contents: {
      kind: MarkupKind.Markdown,
      value: `\`${name}\`: ${typeName(field.type)}\n\n${fieldText(field, texts)}`,
    },
  };
}

/** Description, then what to use instead and the first version that has the field, where there is such. */
export function fieldText(field: Field, texts: Texts): string {
  const parts = [field.description];
  if (field.deprecated !== undefined) parts.push(texts.label('label.deprecated', { use: field.deprecated }));
  if (field.since !== undefined) parts.push(texts.label('label.since', { version: field.since }));
  return parts.join('\n\n');
}

function typeName(type: FieldType): string {
  if (type.kind === 'list') return `${typeName(type.items)}[]`;
  if (type.kind === 'object') return type.name;
  if (type.kind === 'map') return `map[string]${typeName(type.values)}`;
  return type.kind;
}
