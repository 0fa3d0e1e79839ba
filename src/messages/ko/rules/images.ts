import type { ImageProblems } from '../../../language/rules/images/problems.ts';

export const imageMessages: { readonly [C in keyof ImageProblems]: (params: ImageProblems[C]) => string } = {
  'image.no-match': ({ name, nearest }) =>
    `이름이 ${name}인 이미지가 없어 이 항목은 아무것도 바꾸지 않습니다.${nearest === undefined ? '' : ` ${nearest}을(를) 쓰려고 했나요?`}`,
  'image.no-effect': ({ name }) => `${name}에는 이 항목이 설정하는 값이 이미 들어 있습니다.`,
};
