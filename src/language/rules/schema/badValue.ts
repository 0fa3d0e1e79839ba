import { schemaRule } from './found.ts';

/** A value of the right type that is none of those allowed, or stands twice where each may stand once. */
export const badValue = schemaRule('schema.bad-value');
