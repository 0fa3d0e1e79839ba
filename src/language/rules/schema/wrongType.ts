import { schemaRule } from './found.ts';

/** A value of another type than its field has: the API server refuses the object. */
export const wrongType = schemaRule('schema.wrong-type');
