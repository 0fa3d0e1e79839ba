import type { Field } from '../schema/fieldType.ts';
import type { Position, Range } from '../yaml/location.ts';
import { cursorContextAt } from './cursorContextAt.ts';
import { fieldAt } from './fieldAt.ts';

/** What there is to say about a field; the face makes text of it. */
export interface FieldHover {
  readonly name: string;
  readonly field: Field;
  /** The key under the cursor. */
  readonly range: Range;
}

/** The field whose key stands at a position of a kustomization's text, or `undefined` elsewhere. */
export function hoverAt(text: string, position: Position): FieldHover | undefined {
  const context = cursorContextAt(text, position);
  if (context === undefined || context.kind !== 'key' || context.token === '') return undefined;
  if (position.character > context.range.end.character) return undefined;
  const field = fieldAt([...context.path, context.token])?.field;
  return field === undefined ? undefined : { name: context.token, field, range: context.range };
}
