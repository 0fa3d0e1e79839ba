import type { ReplacementProblems } from '../../../language/rules/replacement/problems.ts';

export const replacementMessages: {
  readonly [C in keyof ReplacementProblems]: (params: ReplacementProblems[C]) => string;
} = {
  'replacement.ignored-option': ({ option }) =>
    ({
      encoding: 'kustomize는 encoding을 구현하지 않아 값을 그대로 복사합니다. 지우세요.',
      index: 'delimiter가 없으면 index는 효과가 없고 값 전체가 쓰입니다. delimiter를 추가하세요.',
      create:
        'source에서는 create가 효과가 없습니다. 필드는 target에서만 만들어집니다. 그리로 옮기거나 지우세요.',
    })[option],
  'replacement.no-match': ({ target, nearest, isRejected }) =>
    isRejected
      ? `${target}에 맞는 리소스가 여기서 모두 제외되어 값이 어디에도 쓰이지 않습니다.`
      : `${target}에 맞는 리소스가 없어 값이 어디에도 쓰이지 않습니다.${nearest === undefined ? '' : ` ${nearest}을(를) 쓰려고 했나요?`}`,
  'replacement.pattern': ({ name, other }) =>
    `${name}은(는) 정규식이라 ${other}도 선택합니다. 점을 점으로만 쓰려면 \`\\.\`로 적으세요.`,
  'replacement.second-document': () =>
    'kustomize는 이 파일의 첫 문서만 읽습니다. 하나의 목록으로 합치거나 다른 파일로 나누세요.',
  'replacement.unknown-field': ({ field, nearest }) =>
    `replacement에는 여기에 \`${field}\` 필드가 없고, 따로 둔 파일에서는 kustomize가 말없이 지나칩니다.${nearest === undefined ? '' : ` \`${nearest}\`을(를) 쓰려고 했나요?`}`,
};
