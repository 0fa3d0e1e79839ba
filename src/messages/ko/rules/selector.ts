import type { SelectorProblems } from '../../../language/rules/selector/problems.ts';

export const selectorMessages: {
  readonly [C in keyof SelectorProblems]: (params: SelectorProblems[C]) => string;
} = {
  'selector.no-match': ({ kind }) => `이 ${kind}의 셀렉터에 맞는 파드가 빌드에 없습니다.`,
  'selector.near-miss': ({ kind, label, value, has }) =>
    has === undefined
      ? `이 ${kind}의 셀렉터에 맞는 파드가 없습니다. 다른 레이블이 맞는 파드에는 ${label}: ${value} 레이블이 없습니다.`
      : `이 ${kind}의 셀렉터에 맞는 파드가 없습니다. 다른 레이블이 맞는 파드의 ${label} 값은 ${value}이(가) 아니라 ${has}입니다.`,
  'selector.policy-no-match': ({ kind }) => `이 ${kind}의 셀렉터에 맞는 것이 빌드에 없습니다.`,
  'selector.no-target-port': ({ port, nearest }) =>
    `선택된 파드의 어떤 컨테이너에도 이름이 ${port}인 포트가 없습니다.${nearest === undefined ? '' : ` ${nearest}을(를) 쓰려고 했나요?`}`,
};
