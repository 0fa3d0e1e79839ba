import type { SelectorProblems } from '../../../language/rules/selector/problems.ts';

export const selectorMessages: {
  readonly [C in keyof SelectorProblems]: (params: SelectorProblems[C]) => string;
} = {
  'selector.no-match': ({ kind }) => `This ${kind} selects no pods of the build.`,
  'selector.near-miss': ({ kind, label, value, has }) =>
    has === undefined
      ? `This ${kind} selects no pods: those that fit otherwise do not have the label ${label}: ${value}.`
      : `This ${kind} selects no pods: those that fit otherwise have ${label}: ${has}, not ${value}.`,
  'selector.policy-no-match': ({ kind }) => `This ${kind} selects nothing of the build.`,
  'selector.no-target-port': ({ port, nearest }) =>
    `No container of the selected pods has a port called ${port}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
};
