import type { ReplacementProblems } from '../../../language/rules/replacement/problems.ts';

export const replacementMessages: {
  readonly [C in keyof ReplacementProblems]: (params: ReplacementProblems[C]) => string;
} = {
  'replacement.ignored-option': ({ option }) =>
    option === 'encoding'
      ? 'kustomize does not implement encoding: the value is copied as it is. Remove it.'
      : 'index has no effect without delimiter: the whole value is taken. Add a delimiter.',
  'replacement.no-match': ({ target, nearest }) =>
    `Nothing is selected by ${target}, so the value goes nowhere.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
};
