import { schemaRule } from './found.ts';

/** A field without which the API server refuses the object, and which nothing in the build sets. */
export const missingField = schemaRule('schema.missing-field');
