import { type Field, type FieldType, fieldNamed } from '../schema/fieldType.ts';
import { kustomization } from '../schema/kustomization.ts';

/** What stands at a path of a kustomization: its type, and the field it belongs to, `undefined` at the root. */
export interface TypedPlace {
  readonly type: FieldType;
  readonly field: Field | undefined;
}

/** Follows keys and `-` steps through the field table; `undefined` where the table does not go. */
export function fieldAt(path: readonly string[]): TypedPlace | undefined {
  let place: TypedPlace = { type: kustomization, field: undefined };
  for (const step of path) {
    const { type } = place;
    if (step === '-') {
      if (type.kind !== 'list') return undefined;
      place = { type: type.items, field: place.field };
      continue;
    }
    const field = type.kind === 'object' ? fieldNamed(type, step) : undefined;
    const suggested = type.kind === 'map' ? type.suggested?.[step] : undefined;
    const next = field ?? suggested;
    if (next !== undefined) place = { type: next.type, field: next };
    else if (type.kind === 'map') place = { type: type.values, field: place.field };
    else return undefined;
  }
  return place;
}
