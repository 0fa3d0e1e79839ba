import type { GeneratorProblems } from '../../../language/rules/generator/problems.ts';

export const generatorMessages: {
  readonly [C in keyof GeneratorProblems]: (params: GeneratorProblems[C]) => string;
} = {
  'generator.unknown-behavior': ({ behavior, nearest }) =>
    `"${behavior}" is none of create, merge and replace, so kustomize creates.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
  'generator.invalid-key': ({ key, tooLong }) =>
    tooLong
      ? 'The API server refuses keys of more than 253 characters.'
      : `The API server refuses the key "${key}": only letters, digits, -, _ and . are allowed, and it must not begin with two dots.`,
  'generator.option-not-undone': ({ option }) =>
    `generatorOptions sets ${option} to true, and an entry cannot undo that. Set it in the entries that need it instead.`,
  'generator.unused-options': () =>
    'There is no generator in this file, and generatorOptions do not reach those of other files.',
  'generator.env-quoted': ({ key }) =>
    `The quotes become part of the value of ${key}. Take them out unless they are meant.`,
  'generator.env-export': ({ name }) =>
    `The key becomes "export ${name}", which the API server refuses. Remove "export".`,
  'generator.env-bare': ({ key }) =>
    `${key} comes out empty: kustomize does not read the environment. Write ${key}= if that is meant.`,
  'generator.literal-quoted': ({ key, quotes }) =>
    quotes === 'kept'
      ? `The quote at the beginning becomes part of the value of ${key}: there is none at the end.`
      : `kustomize takes the first and the last quote off the value of ${key}, and leaves those between them.`,
  'generator.plain-secret': ({ key }) =>
    `The value of ${key} stands in this file for everyone who can read it. Read it from a file that is not committed.`,
  'generator.tracked-secret': ({ path }) =>
    `git holds ${path} in plain text. Encrypt it, or take it out of the repository and change its values.`,
  'secret.missing-key': ({ type, keys, any }) =>
    `The API server refuses a Secret of type ${type} without ${keys.join(any ? ' or ' : ' and ')}.`,
};
