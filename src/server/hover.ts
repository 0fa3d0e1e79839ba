import { type Hover, MarkupKind } from 'vscode-languageserver/node';
import type { FieldHover } from '../language/hover.ts';
import type { ObjectHover } from '../language/objectHover.ts';
import type { TextOf } from '../messages/text.ts';
import type { Field, FieldType } from '../schema/fieldType.ts';
import { typeName as objectTypeName } from '../schema/kubernetes/fieldAtPath.ts';
import type { ValueType } from '../schema/kubernetes/typeNotation.ts';

/** A field's documentation as the client shows it beside the key. */
export function toHover({ name, field, range }: FieldHover, textOf: TextOf): Hover {
  return {
    range,
    contents: {
      kind: MarkupKind.Markdown,
      value: `\`${name}\`: ${typeName(field.type)}\n\n${fieldText(field, textOf)}`,
    },
  };
}

/** The same for a field of a Kubernetes object. */
export function toObjectHover(
  { name, type, required, description, range }: ObjectHover,
  textOf: TextOf,
): Hover {
  const parts = [`\`${name}\`: ${objectTypeName(type)}`];
  if (required) parts[0] += ` · ${textOf({ code: 'label.required', params: {} })}`;
  // Kubernetes writes plain text, in which `<` begins no HTML.
  if (description !== undefined) parts.push(description.replaceAll('<', '&lt;'));
  const values = valuesOf(type);
  if (values !== undefined) parts.push(textOf({ code: 'label.values', params: { values } }));
  return { range, contents: { kind: MarkupKind.Markdown, value: parts.join('\n\n') } };
}

function valuesOf(type: ValueType): readonly string[] | undefined {
  return 'values' in type && typeof type.values !== 'function' ? type.values : undefined;
}

/** Description, then what to use instead and the first version that has the field, where there is such. */
export function fieldText(field: Field, textOf: TextOf): string {
  const parts = [field.description];
  if (field.deprecated !== undefined)
    parts.push(textOf({ code: 'label.deprecated', params: { use: field.deprecated } }));
  if (field.since !== undefined)
    parts.push(textOf({ code: 'label.since', params: { version: field.since } }));
  return parts.join('\n\n');
}

function typeName(type: FieldType): string {
  if (type.kind === 'list') return `${typeName(type.items)}[]`;
  if (type.kind === 'object') return type.name;
  if (type.kind === 'map') return `map[string]${typeName(type.values)}`;
  return type.kind;
}
