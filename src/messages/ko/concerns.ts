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
  'concern.protected': p => `${p.context}은(는) 보호된 컨텍스트입니다(kubewright.protectedContexts).`,
  'concern.uncommitted': p => `커밋되지 않음: ${listed(p.files)}.`,
  'concern.unpushed': p =>
    `${p.branch === '' ? '' : `${p.branch}의 `}커밋 ${p.commits}개가 푸시되지 않았습니다.`,
};
