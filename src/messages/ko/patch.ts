import type { NodeKind, PatchProblems } from '../../kustomize/patch/problems.ts';
import { objectText, objectTexts } from '../objectText.ts';

const kinds: Readonly<Record<NodeKind, string>> = { mapping: '맵', sequence: '목록', scalar: '단일 값' };

export const patchMessages: { [C in keyof PatchProblems]: (params: PatchProblems[C]) => string } = {
  'patch.no-target': p => {
    if (p.nearest === undefined) return `패치할 ${objectText(p.id)} 리소스가 없습니다.`;
    const [wanted, nearest] = objectTexts([p.id, p.nearest]);
    return `패치할 ${wanted} 리소스가 없습니다. ${nearest}을(를) 쓰려고 했나요?`;
  },
  'patch.ambiguous-target': p =>
    `이 패치에 맞는 리소스가 여러 개입니다(${objectTexts(p.candidates).join(', ')}). 패치에 namespace를 추가하거나 target을 쓰세요.`,
  'patch.both-forms': () => '이 항목에 path와 patch가 모두 있습니다. 하나만 남기세요.',
  'patch.no-form': () => '이 항목에 패치가 없습니다. path나 patch를 추가하세요.',
  'patch.empty': () => '패치가 비어 있습니다. 내용을 쓰거나 항목을 지우세요.',
  'patch.unparsable': () =>
    '패치가 아닙니다. kind와 metadata.name이 있는 오브젝트도, JSON 연산 목록도 아닙니다.',
  'patch.bad-json': () =>
    '[로 시작하는 패치는 JSON으로 읽는데, 올바른 JSON이 아닙니다. 키와 문자열을 따옴표로 감싸고 마지막 쉼표를 지우거나, 연산을 YAML 목록으로 쓰세요.',
  'patch.json-without-target': () => 'JSON 연산에는 target이 필요합니다. kind와 name을 넣어 추가하세요.',
  'patch.no-target-name': () => 'target에 name이 없습니다. 추가하거나 항목을 patches로 옮기세요.',
  'patch.several-targets': p =>
    `이 패치에는 오브젝트가 ${p.count}개 있는데 target이 있으면 하나만 쓸 수 있습니다. 패치를 나누거나 target을 지우세요.`,
  'patch.bad-regex': p =>
    `"${p.pattern}"은(는) 올바른 정규식이 아닙니다. 특수 문자 앞에 백슬래시를 붙이세요.`,
  'patch.bad-selector': p =>
    `"${p.selector}"은(는) 셀렉터가 아닙니다. app=web, tier in (a,b), !old 같은 조건을 쉼표로 이어 쓰세요.`,
  'patch.kind-mismatch': p =>
    `${p.path === '' ? '패치' : p.path} 값이 여기서는 ${kinds[p.found]}이지만 ${objectText(p.resource)}에서는 ${kinds[p.expected]}입니다.`,
  'patch.unknown-directive': p =>
    `"${p.directive}"은(는) $patch 지시어가 아닙니다. delete, replace, merge 중 하나를 쓰세요.`,
  'patch.bad-list': p =>
    `${objectText(p.resource)}의 ${p.path} 요소 가운데 맵이 아닌 것이 있어 병합할 수 없습니다.`,
  'patch.json-unknown-op': p =>
    p.op === ''
      ? '이 연산에 op가 없습니다. add, remove, replace, move, copy, test 중 하나를 쓰세요.'
      : `"${p.op}" 연산은 없습니다. add, remove, replace, move, copy, test 중 하나를 쓰세요.`,
  'patch.json-incomplete': p => `"${p.op}" 연산에 쓸 수 있는 ${p.field} 값이 없습니다.`,
  'patch.json-path-missing': p =>
    p.path !== '' && !p.path.startsWith('/')
      ? `JSON 연산의 경로는 슬래시로 시작해야 합니다: "/${p.path}".`
      : `${objectText(p.resource)}에 "${p.path}" 경로가 없습니다. 상위 항목을 먼저 추가하고, 키 안의 슬래시는 ~1로 쓰세요.`,
  'patch.json-no-key': p => `${objectText(p.resource)}의 "${p.path}"에 지울 것이 없습니다.`,
  'patch.json-bad-index': p =>
    p.length === 0
      ? `목록이 비어 있어 인덱스 "${p.index}"을(를) 쓸 수 없습니다.`
      : `"${p.index}"은(는) 이 목록의 인덱스가 아닙니다. 마지막 인덱스는 ${p.length - 1}입니다.`,
  'patch.json-test-failed': p => `${objectText(p.resource)}의 "${p.path}" 값이 예상과 다릅니다.`,
  'patch.json-not-an-object': p => `이 연산을 적용하면 ${objectText(p.resource)}에 오브젝트가 남지 않습니다.`,
};
