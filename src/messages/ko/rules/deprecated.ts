import type { DeprecatedProblems } from '../../../language/rules/kustomization/deprecatedProblems.ts';

export const deprecatedMessages: {
  readonly [C in keyof DeprecatedProblems]: (params: DeprecatedProblems[C]) => string;
} = {
  'kustomization.deprecated-field': ({ field, use }) =>
    `\`${field}\` 필드는 더 이상 권장되지 않습니다. \`${use}\` 필드를 쓰세요.`,
};
