import type { ReplacementProblems } from '../../../language/rules/replacement/problems.ts';

export const replacementMessages: {
  readonly [C in keyof ReplacementProblems]: (params: ReplacementProblems[C]) => string;
} = {
  'replacement.ignored-option': ({ option }) =>
    option === 'encoding'
      ? 'kustomize는 encoding을 구현하지 않아 값을 그대로 복사합니다. 지우세요.'
      : 'delimiter가 없으면 index는 효과가 없고 값 전체가 쓰입니다. delimiter를 추가하세요.',
  'replacement.no-match': ({ target, nearest }) =>
    `${target}에 맞는 리소스가 없어 값이 어디에도 쓰이지 않습니다.${nearest === undefined ? '' : ` ${nearest}을(를) 쓰려고 했나요?`}`,
};
