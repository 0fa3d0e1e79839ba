import type { LabelProblems } from '../../../language/rules/label/problems.ts';
import { reasonText } from './nameReason.ts';

export const labelMessages: { readonly [C in keyof LabelProblems]: (params: LabelProblems[C]) => string } = {
  'annotation.invalid': ({ key, reason }) =>
    `API 서버가 어노테이션 키 \`${key}\`을(를) 거부합니다. ${reasonText(reason)}.`,
  'label.in-selector': ({ kind, name, count }) => {
    const others = count > 1 ? ` 외 ${count - 1}개` : '';
    return `${kind} ${name}${others}의 셀렉터에 들어갑니다. 셀렉터는 한 번 적용하면 바꿀 수 없어, 값을 바꾸려면 오브젝트를 새로 만들어야 합니다.`;
  },
  'label.invalid': ({ part, text, reason }) =>
    `API 서버가 레이블 ${part === 'key' ? '키' : '값'} \`${text}\`을(를) 거부합니다. ${reasonText(reason)}.`,
  'label.no-pairs': () => '이 항목에는 `pairs`가 없어 레이블을 하나도 붙이지 않습니다.',
  'label.not-string': ({ key, text, actual }) =>
    `여기서 ${text}은(는) ${actual === 'boolean' ? '불리언' : '숫자'}인데, API 서버는 \`${key}\`에 문자열만 받습니다. 따옴표로 감싸세요.`,
};
