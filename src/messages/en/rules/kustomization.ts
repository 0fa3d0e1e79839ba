import type { KustomizationProblems } from '../../../language/rules/kustomization/problems.ts';

export const kustomizationMessages: {
  readonly [C in keyof KustomizationProblems]: (params: KustomizationProblems[C]) => string;
} = {
  'kustomization.deprecated-field': ({ field, use }) => `\`${field}\` is deprecated. Use \`${use}\` instead.`,
  'kustomization.unknown-build-metadata': ({ value, nearest }) =>
    `kustomize does not know "${value}", so it notes nothing.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
  'kustomization.second-document': () =>
    'kustomize reads only the first document of this file. Move this to a file of its own, or into the first document.',
  'kustomization.duplicate-key': ({ key, counts }) =>
    counts === undefined
      ? `${key} stands here again further down, and only the last one counts. Unite the two.`
      : `${key} and ${counts} are one field, and only what stands under ${counts} counts. Unite the two.`,
  'kustomization.key-case': ({ field, name }) =>
    `${field} is taken for ${name}, but not by every tool. Write ${name}.`,
  'kustomization.empty-field': ({ field }) => `${field} is empty, so it does nothing.`,
  'kustomization.repeated-item': ({ item, runsTwice }) =>
    `${item} is listed before${runsTwice ? ' and is applied once more' : ''}. Remove one of the two.`,
  'kustomization.no-header': ({ missing }) =>
    `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing. kustomize does without, but other tools go by it.`,
  'kustomization.patch-as-resource': ({ path }) =>
    `${path} is a patch of this kustomization too. As a resource it is built as an object of its own.`,
};
