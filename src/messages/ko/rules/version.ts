import type { VersionProblems } from '../../../language/rules/version/problems.ts';

export const versionMessages: {
  readonly [C in keyof VersionProblems]: (params: VersionProblems[C]) => string;
} = {
  'version.newer-field': ({ field, since, version }) =>
    `\`${field}\`은(는) kustomize ${since}에서 추가되었습니다. 설정된 버전 ${version}은(는) 이 필드를 거부합니다.`,
};
