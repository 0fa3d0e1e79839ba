import type { NameProblems } from '../../../language/rules/name/problems.ts';
import { reasonText } from './nameReason.ts';

export const nameMessages: { readonly [C in keyof NameProblems]: (params: NameProblems[C]) => string } = {
  'name.invalid': ({ kind, name, reason }) =>
    `The API server refuses a ${kind} called \`${name}\`: ${reasonText(reason)}.`,
  'namespace.invalid': ({ namespace, reason }) =>
    `The API server refuses the namespace \`${namespace}\`: ${reasonText(reason)}.`,
};
