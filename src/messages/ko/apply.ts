import type { ApplyProblems } from '../../apply/problems.ts';

/** 오브젝트의 문제와 다음에 할 일. */
export const applyMessages: { [C in keyof ApplyProblems]: (params: ApplyProblems[C]) => string } = {
  'apply.unknown-kind': p =>
    `클러스터에 ${p.apiVersion}의 ${p.kind}이(가) 없습니다. apiVersion과 kind를 고치거나 해당 CRD를 추가하세요.`,
  'apply.no-name': p => `${p.object}에 이름이 없습니다. name을 지정하세요.`,
  'apply.duplicate': p =>
    `${p.object}이(가) 두 번 나옵니다. 하나를 삭제하거나 이름 또는 네임스페이스를 바꾸세요.`,
  'apply.encrypted': p =>
    `${p.object}이(가) SOPS로 암호화되어 있어 그대로 적용하지 않습니다. 빌드할 때 복호화하거나 복호화를 담당하는 오퍼레이터에 맡기세요.`,
  'apply.no-namespace': p =>
    `${p.object}에 필요한 네임스페이스 ${p.namespace}이(가) 클러스터에 없습니다. 네임스페이스를 만들거나 kustomization에 추가하세요.`,
  'apply.unknown-field': p =>
    `${p.object}에 ${p.field}(이)라는 필드가 없습니다. 필드 이름이나 위치를 고치세요.`,
  'apply.invalid-field': p => `${p.object}의 ${p.field} 값을 받아들일 수 없습니다: ${p.reason}`,
  'apply.immutable': p =>
    `${p.object}의 ${p.field}은(는) 오브젝트가 있는 동안 바꿀 수 없습니다(${p.reason}). 값을 유지하거나, 오브젝트를 삭제하고 다시 만들게 하세요(--recreate).`,
  'apply.conflict': p =>
    `${p.object}의 ${p.field}은(는) ${p.live === undefined ? '다른 값' : `값 ${p.live}`}${p.ours === undefined ? '' : `(여기서는 ${p.ours})`}을(를) 설정한 ${p.manager === '' ? '다른 필드 관리자' : p.manager}의 소유입니다. 필드를 그쪽에 맡기거나 소유권을 내려놓게 하세요.`,
  'apply.forbidden': p =>
    `${p.object}을(를) 적용할 권한이 없습니다: ${p.reason}. 클러스터 관리자에게 필요한 역할을 요청하세요.`,
  'apply.refused': p => `서버가 ${p.object}을(를) 거부했습니다: ${p.reason}`,
  'apply.not-established': p =>
    `${p.object}은(는) 적용되었지만 해당 종류를 사용할 수 없습니다: ${p.reason}. status의 conditions를 확인하세요.`,
  'apply.foreign-set': p =>
    `세트 ${p.set}은(는) ${p.tooling}이(가) 만들었고 그 도구만 바꿀 수 있습니다. 세트를 인수하거나(--adopt-set) prune 없이 적용하세요.`,
  'apply.set-taken': p =>
    `ConfigMap ${p.set}이(가) 이미 있고 세트가 아니므로 건드리지 않습니다. 세트에 다른 이름을 주거나(--set) ConfigMap의 이름을 바꾸세요.`,
  'apply.other-set': p => {
    if (p.known === undefined) {
      return `${p.object}은(는) 다른 세트(${p.set})에 속합니다. 두 kustomization 중 한쪽에서 빼세요.`;
    }
    const { name, namespace, root, tooling } = p.known;
    if (tooling !== undefined) {
      return `${p.object}은(는) ${tooling}이(가) 적용하는 세트 ${p.set}에 속합니다. 둘 중 한쪽에서 빼거나 그 세트를 인수하세요(--set ${name} --adopt-set).`;
    }
    const from = root === undefined ? '' : `(마지막으로 ${root === '' ? '.' : root}에서 적용)`;
    return `${p.object}은(는) 세트 ${p.set}${from}에 속합니다. 경로만 바뀐 같은 애플리케이션이면 그 세트로 이어서 적용하거나(--set ${name}) 그 세트를 삭제하세요(--set ${name} -n ${namespace}). 아니면 두 kustomization 중 한쪽에서 오브젝트를 빼세요.`;
  },
  'apply.set-refused': p =>
    `무엇을 적용했는지 ConfigMap ${p.set}에 기록할 수 없습니다: ${p.reason}. 쓰기 권한을 요청하거나 prune 없이 적용하세요.`,
  'apply.prune-forbidden': p =>
    `무엇을 prune해야 하는지 알 수 없습니다: ${p.reason}. 목록 조회 권한을 요청하거나 prune 없이 적용하세요.`,
  'apply.not-recreated': p =>
    `${p.object}을(를) 다시 만들려고 삭제했지만 만들지 못했습니다: ${notRecreated[p.why]} 다시 적용하면 만들어집니다.`,
  'apply.held-by-finalizers': p =>
    `${p.object}을(를) 다시 만들려고 삭제했지만 ${p.seconds}초가 지나도 ${p.finalizers.length === 0 ? '' : `finalizer(${p.finalizers.join(', ')}) 때문에 `}남아 있습니다. 사라진 뒤 다시 적용하세요.`,
  'apply.unknown-outcome': p =>
    `응답을 받지 못해 ${p.object}이(가) 적용되었는지 알 수 없습니다. ${
      p.generated ? '다시 적용하면 하나 더 만들어지므로 먼저 확인하세요.' : '다시 적용해도 안전합니다.'
    }`,
};

const notRecreated = {
  refused: '서버가 거부했습니다.',
  'given-up': '적용을 중단했습니다.',
  unreachable: '연결이 끊겼습니다.',
};
