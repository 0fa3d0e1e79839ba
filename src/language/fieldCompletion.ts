import type { FieldType } from '../schema/fieldType.ts';
import type { Completion } from './completion.ts';
import type { CursorContext } from './cursorContext.ts';

/** The fields of a mapping that it does not have yet; `before` is written in front of each. */
export function fieldCompletions(type: FieldType, context: CursorContext, before = ''): Completion[] {
  const fields = type.kind === 'object' ? type.fields : type.kind === 'map' ? (type.suggested ?? {}) : {};
  const present = new Set(context.siblings.map(key => key.toLowerCase()));
  return Object.entries(fields)
    .filter(([name]) => !present.has(name.toLowerCase()))
    .map(([name, field], index) => ({
      kind: 'field',
      label: name,
      insert: `${before}${name}${skeleton(field.type, context, before.length)}`,
      range: context.range,
      rank: field.deprecated === undefined ? index : 1000 + index,
      field,
      ...(context.quote === '' ? {} : { filter: `${context.quote}${name}` }),
    }));
}

/** How a field's value begins; clients add the indentation of the line itself. */
function skeleton(type: FieldType, { flow, hasColon, extraIndent }: CursorContext, dash: number): string {
  if (hasColon) return '';
  const isMapping = type.kind === 'object' || type.kind === 'map';
  if (flow) return `:${type.kind === 'list' ? ' [$0]' : isMapping ? ' {$0\\}' : ' $0'}`;
  const indent = ' '.repeat(extraIndent + dash);
  if (type.kind === 'list') return `:\n${indent}- $0`;
  return isMapping ? `:\n${indent}  $0` : ': $0';
}
