import type { PatchProblems } from '../../../language/rules/patch/problems.ts';

export const patchMessages: { readonly [C in keyof PatchProblems]: (params: PatchProblems[C]) => string } = {
  'patch.deletes-all': ({ count }) =>
    `대상에 조건이 없어 이 패치는 모든 리소스(${count}개)를 삭제합니다. 무엇을 지울지 적으세요.`,
  'patch.ignored-name': ({ part, written, used }) =>
    `패치에 \`target\`이 있으면 패치 자신의 ${part === 'kind' ? 'kind' : '이름'} ${written}은(는) 쓰이지 않고 ${used}에 적용됩니다.`,
  'patch.new-container': ({ name, nearest, hasImage }) =>
    `이름이 ${name}인 컨테이너가 없어 이 패치는 ${hasImage ? '' : '이미지 없는 '}컨테이너를 새로 추가합니다. ${nearest}을(를) 쓰려고 했나요?`,
  'patch.no-match': ({ target, nearest, part, later, isNamespace }) => {
    const why =
      nearest !== undefined
        ? ` ${nearest}을(를) 쓰려고 했나요?`
        : part !== undefined
          ? ` 패턴은 이름 전체에 맞아야 하는데 ${part}에는 일부만 맞습니다.`
          : later !== undefined
            ? ` ${isNamespace ? '네임스페이스는' : '레이블은'} 패치 다음에 정해지므로 아직 ${later}에 맞는 것이 없습니다.`
            : '';
    return `${target}에 맞는 리소스가 없어 이 패치는 아무것도 바꾸지 않습니다.${why}`;
  },
  'patch.pattern': ({ name, other }) =>
    `${name}은(는) 정규식이라 ${other}도 선택합니다. 점을 점으로만 쓰려면 \`\\.\`로 적으세요.`,
  'patch.replaces-list': ({ field, gone, isDirected }) => {
    const why = `kustomize는 \`${field}\`을(를) 합칠 키를 몰라 목록 전체를 바꿉니다.`;
    if (isDirected) return `${why} \`$patch\`도 그대로 출력됩니다.`;
    return `${why} ${someOf(gone)}이(가) 사라집니다.`;
  },
  'patch.second-document': () =>
    'kustomize는 JSON 패치의 첫 문서만 읽습니다. 이 연산들을 첫 문서에 넣거나 다른 패치로 나누세요.',
  'patch.undone': ({ by, isRemoved }) =>
    isRemoved
      ? `\`${by}\`이(가) 이 값을 다시 지워서 어디에도 남지 않습니다.`
      : `\`${by}\`이(가) 이 값을 모두 덮어써서 어디에도 남지 않습니다.`,
  'patch.unknown-field': ({ field, path, nearest }) =>
    `${path === '.' ? '이 오브젝트' : `\`${path}\``}에는 \`${field}\` 필드가 있을 수 없어 아무것도 지우지 않습니다.${nearest === undefined ? '' : ` \`${nearest}\`을(를) 쓰려고 했나요?`}`,
};

/** The first few of many. */
function someOf(texts: readonly string[]): string {
  const shown = texts.slice(0, 3).join(', ');
  return texts.length > 3 ? `${shown} 외 ${texts.length - 3}개` : shown;
}
