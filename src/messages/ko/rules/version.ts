import type { VersionProblems } from '../../../language/rules/version/problems.ts';

export const versionMessages: {
  readonly [C in keyof VersionProblems]: (params: VersionProblems[C]) => string;
} = {
  'version.newer-field': ({ field, since, version }) =>
    `\`${field}\`은(는) kustomize ${since}에서 추가되었습니다. 설정된 버전 ${version}은(는) 이 필드를 거부합니다.`,
  'version.newer-behavior': ({ since, version }) =>
    `텍스트 안의 JSON이나 YAML에 값을 씁니다. kustomize ${since}부터 가능하며, 사용하는 버전은 ${version}(이)라서 텍스트가 그대로 남습니다.`,
};
