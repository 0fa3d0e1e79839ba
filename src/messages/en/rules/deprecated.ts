import type { DeprecatedProblems } from '../../../language/rules/kustomization/deprecatedProblems.ts';

export const deprecatedMessages: {
  readonly [C in keyof DeprecatedProblems]: (params: DeprecatedProblems[C]) => string;
} = {
  'kustomization.deprecated-field': ({ field, use }) => `\`${field}\` is deprecated. Use \`${use}\` instead.`,
};
