import { schemaRule } from './found.ts';

/** A field that its kind does not have: the API server drops it, or refuses the object where it is strict. */
export const unknownField = schemaRule('schema.unknown-field');
