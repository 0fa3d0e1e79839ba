import type { PatchProblems } from '../../../language/rules/patch/problems.ts';

export const patchMessages: { readonly [C in keyof PatchProblems]: (params: PatchProblems[C]) => string } = {
  'patch.deletes-all': ({ count }) =>
    `대상에 조건이 없어 이 패치는 모든 리소스(${count}개)를 삭제합니다. 무엇을 지울지 적으세요.`,
  'patch.new-container': ({ name, nearest }) =>
    `이름이 ${name}인 컨테이너가 없어 이 패치는 이미지 없는 컨테이너를 새로 추가합니다. ${nearest}을(를) 쓰려고 했나요?`,
  'patch.no-match': ({ target, nearest, part, later }) => {
    const why =
      nearest !== undefined
        ? ` ${nearest}을(를) 쓰려고 했나요?`
        : part !== undefined
          ? ` 패턴은 이름 전체에 맞아야 하는데 ${part}에는 일부만 맞습니다.`
          : later !== undefined
            ? ` 레이블은 패치 다음에 붙으므로 아직 ${later}에 맞는 것이 없습니다.`
            : '';
    return `${target}에 맞는 리소스가 없어 이 패치는 아무것도 바꾸지 않습니다.${why}`;
  },
};
