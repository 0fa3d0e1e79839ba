import type { Concerns } from '../../apply/safety/concerns.ts';
import { listed } from './listed.ts';

/** 따로 동의가 필요한 적용을 하기 전에 알리는 내용. */
export const concernMessages: { [C in keyof Concerns]: (params: Concerns[C]) => string } = {
  'concern.owned': p =>
    `${p.tool}(${p.name})이(가) ${listed(p.objects)}을(를) 관리하고 있어 여기서 한 변경은 되돌려집니다. ${p.tool}의 소스에서 바꾸세요.`,
  'concern.other-context': p =>
    `이 대상은 ${p.contexts.join(', ')}에 연결되어 있는데(kubewright.targets) ${p.context}은(는) 다른 컨텍스트입니다.`,
  'concern.other-namespace': p =>
    `이 대상은 네임스페이스 ${p.namespace}에 연결되어 있는데(kubewright.targets) ${p.namespaces.join(', ')}에도 씁니다.`,
  'concern.other-repository': p => {
    const from = [p.repository, ...(p.root === '' ? [] : [p.root])].join(', ');
    const at = p.commit === '' ? '' : `, ${p.commit}`;
    const here = p.here === '' ? '여기는 저장소가 아닙니다' : `여기는 ${p.here}입니다`;
    const lost = p.deletes === 0 ? '' : ` 그 세트의 오브젝트 ${p.deletes}개가 삭제됩니다.`;
    return `세트 ${p.set}은(는) 마지막으로 다른 저장소(${from}${at})에서 적용되었고 ${here}.${lost} 서로 섞이지 않게 하려면 이쪽에 따로 세트를 주거나(--set NAME) prune 없이 적용하세요.`;
  },
  'concern.found-set': p =>
    `세트 ${p.set}은(는) 이름만으로 찾았습니다. 네임스페이스 ${p.namespace}은(는) 아무도 지정하지 않았습니다.`,
  'concern.protected': p => `${p.context}은(는) 보호된 컨텍스트입니다(kubewright.protectedContexts).`,
  'concern.uncommitted': p => `커밋되지 않음: ${listed(p.files)}.`,
  'concern.unpushed': p =>
    `${p.branch === '' ? '' : `${p.branch}의 `}커밋 ${p.commits}개가 푸시되지 않았습니다.`,
};
