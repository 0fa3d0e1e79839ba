import type { KustomizationProblems } from '../../../language/rules/kustomization/problems.ts';

export const kustomizationMessages: {
  readonly [C in keyof KustomizationProblems]: (params: KustomizationProblems[C]) => string;
} = {
  'kustomization.deprecated-field': ({ field, use }) =>
    `\`${field}\` 필드는 더 이상 권장되지 않습니다. \`${use}\` 필드를 쓰세요.`,
  'kustomization.unknown-build-metadata': ({ value, nearest }) =>
    `kustomize는 "${value}"을(를) 모르므로 아무것도 기록하지 않습니다.${nearest === undefined ? '' : ` ${nearest}을(를) 쓰려고 했나요?`}`,
  'kustomization.second-document': () =>
    'kustomize는 이 파일의 첫 문서만 읽습니다. 이 내용을 다른 파일이나 첫 문서로 옮기세요.',
  'kustomization.duplicate-key': ({ key, counts }) =>
    counts === undefined
      ? `아래에 ${key}이(가) 또 있고, 마지막 것만 적용됩니다. 둘을 합치세요.`
      : `${key}와(과) ${counts}은(는) 같은 필드이고, ${counts}의 내용만 적용됩니다. 둘을 합치세요.`,
  'kustomization.key-case': ({ field, name }) =>
    `${field}은(는) ${name}(으)로 읽히지만 모든 도구가 그렇지는 않습니다. ${name}(으)로 쓰세요.`,
  'kustomization.empty-field': ({ field }) => `${field}이(가) 비어 있어 아무 일도 하지 않습니다.`,
  'kustomization.repeated-item': ({ item, runsTwice }) =>
    `${item}은(는) 이미 목록에 있${runsTwice ? '어 한 번 더 적용됩' : '습'}니다. 둘 중 하나를 지우세요.`,
  'kustomization.no-header': ({ missing }) =>
    `${missing.join(', ')}이(가) 없습니다. kustomize는 없어도 되지만 다른 도구는 이것을 보고 판단합니다.`,
  'kustomization.patch-as-resource': ({ path }) =>
    `${path}은(는) 이 kustomization의 패치이기도 합니다. resources에 있으면 별도의 오브젝트로 빌드됩니다.`,
};
