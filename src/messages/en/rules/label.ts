import type { LabelProblems } from '../../../language/rules/label/problems.ts';
import { reasonText } from './nameReason.ts';

export const labelMessages: { readonly [C in keyof LabelProblems]: (params: LabelProblems[C]) => string } = {
  'annotation.invalid': ({ key, reason }) =>
    `The API server refuses the annotation key \`${key}\`: ${reasonText(reason)}.`,
  'label.in-selector': ({ kind, name, count }) => {
    const others = count > 1 ? ` and ${count - 1} more` : '';
    return `This goes into the selector of ${kind} ${name}${others}, which cannot change once it is applied: a new value needs a new object.`;
  },
  'label.invalid': ({ part, text, reason }) =>
    `The API server refuses the label ${part} \`${text}\`: ${reasonText(reason)}.`,
  'label.no-pairs': () => 'This entry has no `pairs`, so it sets no label.',
  'label.not-string': ({ key, text, actual }) =>
    `${text} is a ${actual} here, and the API server takes only strings for \`${key}\`. Put it in quotes.`,
};
