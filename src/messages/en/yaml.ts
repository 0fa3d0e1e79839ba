import type { YamlProblems } from '../../yaml/problem.ts';

export const yamlMessages: { [C in keyof YamlProblems]: (params: YamlProblems[C]) => string } = {
  'yaml.syntax': p => `This is not valid YAML: ${p.reason}.`,
  'yaml.too-large': p => `The file has ${p.bytes} bytes, more than the ${p.limit} that are read.`,
  'yaml.too-deep': p => `The file nests deeper than ${p.limit} levels and is not read.`,
  'yaml.not-text': () => 'The file is not text in UTF-8.',
  'yaml.duplicate-key': p =>
    `The key "${p.key}" stands here a second time. Only one value can count; remove the other.`,
  'yaml.key-not-string': p =>
    p.key === ''
      ? 'The key here is a list or a mapping, not a text. Put templates such as {{ … }} in quotes.'
      : `YAML does not read the key ${p.key} as text. Put it in quotes: "${p.key}".`,
  'yaml.invalid-merge': () => 'A merge key (<<) takes one mapping or a list of mappings, once in a mapping.',
  'yaml.alias-expansion': p =>
    `The aliases of this document stand for more than ${p.limit} values; it is not read.`,
};
