import type { ReplacementProblems } from '../../../language/rules/replacement/problems.ts';

export const replacementMessages: {
  readonly [C in keyof ReplacementProblems]: (params: ReplacementProblems[C]) => string;
} = {
  'replacement.ignored-option': ({ option }) =>
    ({
      encoding: 'kustomize does not implement encoding: the value is copied as it is. Remove it.',
      index: 'index has no effect without delimiter: the whole value is taken. Add a delimiter.',
      create:
        'create has no effect in a source: a field is made only in a target. Move it there, or remove it.',
    })[option],
  'replacement.no-match': ({ target, nearest, isRejected }) =>
    isRejected
      ? `This takes away everything that ${target} selects, so the value goes nowhere.`
      : `Nothing is selected by ${target}, so the value goes nowhere.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
  'replacement.pattern': ({ name, other }) =>
    `${name} is a regular expression and selects ${other} too. Write \`\\.\` for a dot that is only a dot.`,
  'replacement.second-document': () =>
    'kustomize reads only the first document of this file. Make it one list, or write this into a file of its own.',
  'replacement.unknown-field': ({ field, nearest }) =>
    `A replacement has no field \`${field}\` here, and in a file of its own kustomize passes over it in silence.${nearest === undefined ? '' : ` Did you mean \`${nearest}\`?`}`,
};
