import type { HeldWhy } from '../../apply/set/plannedSet.ts';
import type { DeclarationProblem } from '../../cluster/forward/declared.ts';
import type { CliPhrases } from '../en/cliPhrases.ts';
import { areas } from './areas.ts';
import { listed } from './listed.ts';

const verdicts = {
  create: '생성',
  change: '변경',
  unchanged: '변경 없음',
  unverified: '생성(미검증)',
  refused: '거부됨',
};

const outcomes = {
  created: '생성됨',
  configured: '변경됨',
  unchanged: '변경 없음',
  failed: '실패',
  'not-done': '적용 안 함',
};

const pruned = {
  delete: '삭제',
  deleted: '삭제됨',
  gone: '이미 없음',
  changed: '누군가 바꿔서 삭제하지 않음',
  'in-use': '그 사이 사용되기 시작해 삭제하지 않음',
  failed: '삭제 실패',
  'not-done': '삭제 안 함',
};

const heldWhy: Readonly<Record<HeldWhy, (object: string) => string>> = {
  kept: object => `안에 있는 ${object}을(를) 유지하므로 함께 유지`,
  applied: object => `안에 있는 ${object}을(를) 적용하므로 유지`,
  'other-set': object => `안에 있는 ${object}이(가) 다른 세트에 속하므로 유지`,
};

/** 명령줄의 문장. */
export const cliMessages: { readonly [C in keyof CliPhrases]: (params: CliPhrases[C]) => string } = {
  'cli.no-context': p =>
    p.contexts.length === 0
      ? 'kubeconfig에 컨텍스트가 없습니다. KUBECONFIG를 설정하거나 --context로 컨텍스트를 지정하세요.'
      : `kubeconfig에 현재 컨텍스트가 없습니다. --context로 지정하세요: ${p.contexts.join(', ')}.`,
  'cli.bound-elsewhere': p =>
    `이 대상은 ${p.bound.join(', ')}에 연결되어 있는데(kubewright.targets) ${p.current === '' ? '현재 컨텍스트가 없습니다' : `${p.current}은(는) 다른 컨텍스트입니다`}. --context로 하나를 지정하세요: ${[...p.candidates, ...(p.current === '' ? [] : [p.current])].join(', ')}.`,
  'cli.bound-question': p =>
    `이 대상은 ${p.current === '' ? '' : `${p.current}이(가) 아니라 `}${p.bound.join(', ')}에 연결되어 있습니다(kubewright.targets). 컨텍스트를 입력하세요(${p.candidates.join(', ')}): `,
  'cli.apply-summary': p => {
    const where = p.namespaces.length === 0 ? '클러스터 전체' : `네임스페이스 ${p.namespaces.join(', ')}`;
    const create = p.unverified > 0 ? `${p.create}개(미검증 ${p.unverified}개)` : `${p.create}개`;
    return `컨텍스트 ${p.context}(${p.server}), ${where}: 생성 ${create}, 변경 ${p.change}개, 변경 없음 ${p.unchanged}개${p.delete > 0 ? `, 삭제 ${p.delete}개` : ''}.`;
  },
  'cli.apply-question': () => '적용할까요? [y/N] ',
  'cli.apply-needs-yes': p =>
    `확인을 받을 수 없는 환경이라 아무것도 적용하지 않았습니다. --yes를 추가하거나, 이 대상에만 동의하려면 --confirm ${p.confirm}을(를) 추가하세요.`,
  'cli.apply-wrong-confirm': p =>
    `--confirm ${p.given}은(는) 적용 대상과 달라 아무것도 적용하지 않았습니다. 올바른 값은 --confirm ${p.confirm}입니다.`,
  'cli.apply-needs-flags': p =>
    `여기서는 물어볼 사람이 없어 아무것도 적용하지 않았습니다. 위 내용에 동의하려면 ${p.flags}을(를) 추가하세요.`,
  'cli.apply-type-context': p => `${p.context}은(는) 보호된 컨텍스트입니다. 계속하려면 이름을 입력하세요: `,
  'cli.delete-nothing': p =>
    p.elsewhere.length > 0
      ? `${p.context}의 세트 ${p.set}은(는) 다른 네임스페이스에 있습니다. --namespace ${p.elsewhere.join(' 또는 ')}(으)로 삭제하세요.`
      : `${p.context}에 세트 ${p.set}이(가) 없습니다. --prune으로 적용한 것만 한꺼번에 삭제할 수 있습니다.`,
  'cli.delete-several': p =>
    `${p.namespaces.join(', ')}에 세트 ${p.set}이(가) 있습니다. --namespace로 하나를 고르세요.`,
  'cli.apply-declined': () => '아무것도 적용하지 않았습니다.',
  'cli.apply-refused': p => `오브젝트 ${p.objects}개가 거부되어 아무것도 적용하지 않았습니다.`,
  'cli.apply-nothing': () => 'kustomization이 렌더링하는 오브젝트가 없어 적용할 것이 없습니다.',
  'cli.verdict': p => verdicts[p.verdict],
  'cli.outcome': p => outcomes[p.outcome],
  'cli.prune': p => pruned[p.outcome],
  'cli.prune-takes': p => `이 세트에 속하지 않지만 함께 사라짐: ${listed(p.objects)}`,
  'cli.guarded-question': p =>
    `더는 렌더링되지 않지만 삭제하면 다른 것도 함께 사라집니다: ${listed(p.objects)}. ${p.context}에서 이것도 삭제할까요? [y/N] `,
  'cli.kept': ({ reason }) => {
    if (reason.kind === 'annotation') return `어노테이션 ${reason.annotation}에 따라 유지`;
    if (reason.kind === 'in-use') return `${reason.by}이(가) 사용 중이라 유지`;
    if (reason.kind === 'running') return '아직 끝나지 않아 유지';
    if (reason.kind === 'holds') return heldWhy[reason.what](reason.object);
    return '함께 사라지는 것이 있어 유지. 삭제하려면 --prune-guarded';
  },
  'cli.ready': () => '준비됨',
  'cli.wait-ended': p => {
    const left = `${p.total}개 중 ${p.left}개가 준비되지 않았습니다`;
    if (p.outcome === 'failed') return `실패했습니다. ${left}. 적용된 것은 그대로 있습니다.`;
    return p.outcome === 'cancelled'
      ? `더 기다리지 않습니다. ${left}. 적용된 것은 그대로 있습니다.`
      : `${p.seconds}초가 지났지만 ${left}. 적용된 것은 그대로 있습니다. 더 기다리려면 --timeout을 쓰세요.`;
  },
  'cli.conflict': p =>
    `${p.object}: ${p.manager || '다른 필드 관리자'}이(가) ${p.field}을(를) ${p.live}(으)로 설정했습니다. 여기서는 ${p.ours}입니다.`,
  'cli.conflict-question': () => '가져오기(t), 맡기기(l), 모두 같게(T, L), 그 밖의 입력은 중단: ',
  'cli.conflict-decided': p =>
    p.choice === 'take'
      ? `${p.object}: ${p.manager || '다른 필드 관리자'}에게서 ${p.field}을(를) 가져와 ${p.live}을(를) ${p.ours}(으)로 바꿉니다.`
      : `${p.object}: 이번에는 ${p.field}을(를) ${p.manager || '다른 필드 관리자'}에게 맡겨 ${p.live} 값을 유지합니다. 계속 맡기려면 여기서 삭제하세요.`,
  'cli.others-member': p =>
    `${p.object}은(는) ${p.tooling}이(가) 적용하는 세트 ${p.set}에 속합니다. 여기서 적용한 내용이 되돌려지거나 삭제될 수 있습니다.`,
  'cli.set-beside': p =>
    `세트 ${p.set}은(는) 다른 저장소(${p.repository})의 것이므로 그대로 두고, 여기서는 세트 ${p.own}을(를) 씁니다.`,
  'cli.applied-elsewhere': p =>
    `전에 ${p.namespaces.join(', ')}에 적용한 적이 있고(세트 ${p.set}) 그때 만든 것은 그대로 있습니다. 더 필요 없으면 kubewright delete --namespace ${p.namespaces[0]}(으)로 삭제하세요.`,
  'cli.migrated': p =>
    `${p.object}: ${p.manager}이(가) 클라이언트에서 적용한 필드의 소유권을 Kubewright로 옮깁니다. 여기서 삭제한 필드는 제거됩니다.`,
  'cli.recreate-question': p =>
    `원하는 대로 바꿀 수 없습니다: ${p.objects.join(', ')}. 삭제하고 다시 만들까요? [y/N] `,
  'cli.recreated': p => `${p.object}을(를) 삭제하고 다시 만듭니다.`,
  'cli.being-deleted': p =>
    `${p.object}은(는) 삭제되는 중이라 적용한 내용도 함께 사라집니다. 사라진 뒤 다시 적용하세요.`,
  'cli.warning': p => `${p.object}: ${p.text}`,
  'cli.apply-report': p =>
    `생성 ${p.created}개, 변경 ${p.configured}개, 변경 없음 ${p.unchanged}개, 실패 ${p.failed}개, 적용 안 함 ${p.notDone}개.`,
  'cli.unrecorded': p => `이 적용은 세트의 이력에 기록되지 않았습니다: ${p.reason}`,
  'cli.history-empty': p =>
    `${p.context}의 세트 ${p.set}에는 아직 기록이 없습니다. 다음 적용부터 기록됩니다.`,
  'cli.history-other': p => `세트 ${p.set}은(는) 마지막으로 다른 저장소(${p.repository})에서 적용되었습니다.`,
  'cli.history-no-set': p =>
    `${p.context}에 세트 ${p.set}이(가) 없거나 읽을 권한이 없습니다. --set으로 세트를, -n으로 네임스페이스를 지정하세요.`,
  'cli.apply-cancelled': () => '중단했습니다. 적용 안 함으로 표시된 오브젝트는 서버로 보내지 않았습니다.',
  'cli.no-directory': p => `${p.path}이(가) 없습니다. kustomization 파일이 들어 있는 디렉터리를 지정하세요.`,
  'cli.not-a-directory': p => `${p.path}은(는) 파일입니다. 그 파일이 들어 있는 디렉터리를 지정하세요.`,
  'cli.interrupted': () => '빌드가 끝나기 전에 중단했습니다.',
  'cli.lint-no-path': p => `${p.path}에 아무것도 없습니다.`,
  'cli.lint-no-kustomization': () => '여기에 kustomization이 없어 아무것도 검사하지 않았습니다.',
  'cli.lint-unread': p => `어떤 kustomization도 ${p.path}을(를) 읽지 않아 검사할 수 없습니다.`,
  'cli.lint-area': p => areas[p.code.split('.')[0] ?? ''] ?? p.code,
  'cli.see-help': () => '명령과 옵션을 보려면 kubewright --help를 실행하세요.',
  'cli.unknown-option': p => `여기에는 ${p.option} 옵션이 없습니다.`,
  'cli.unexpected-argument': p => `${p.argument} 인수는 쓸 수 없습니다.`,
  'cli.option-value': p =>
    p.needs === 'one' ? `${p.option}에는 값이 필요합니다.` : `${p.option}에는 값을 줄 수 없습니다.`,
  'cli.no-such-kind': p =>
    `${p.context}에는 ${p.kind} 리소스가 없습니다. pods, svc, deployments.apps처럼 종류나 복수형, 짧은 이름을 쓰세요.`,
  'cli.get-usage': () =>
    'get KIND[,KIND] [NAME...] 또는 KIND/NAME... 형식으로 쓰고 -n NAMESPACE 또는 -A, --watch, -o table, wide, yaml, json, name을 붙이세요. 종류와 이름은 비워 둘 수 없습니다. -A와 -l SELECTOR는 종류만 쓸 때, --watch는 종류나 오브젝트 하나에만 쓸 수 있습니다.',
  'cli.get-nothing': p => {
    if (p.namespace !== '') return `${p.namespace}에 ${p.resource}이(가) 없습니다.`;
    return `${p.resource}이(가) 없습니다.`;
  },
  'cli.forwarding': p =>
    `${p.addresses.join(', ')}에서 ${p.target}의 포트 ${p.port}(으)로 연결합니다. 끝내려면 Ctrl-C를 누르세요.`,
  'cli.forward-live': p => `${p.target}: 이제 파드 ${p.pod}(으)로 연결합니다.`,
  'cli.forward-open-address': p =>
    `${p.address}은(는) 루프백 주소가 아닙니다. 다른 컴퓨터에서 인증 없이 포워딩된 포트를 쓸 수 있습니다.`,
  'cli.forward-none-declared': p =>
    `${p.folder}에 선언된 포트 포워딩이 없습니다. .vscode/settings.json의 kubewright.portForwards에 추가하세요.`,
  'cli.forward-not-declared': p =>
    `이름이 ${p.name}인 포트 포워딩이 선언되어 있지 않습니다. ${p.known.length === 0 ? '선언된 것이 없습니다.' : `선언된 것: ${p.known.join(', ')}.`}`,
  'cli.forward-env-outside': p =>
    `환경 파일 ${p.file}이(가) 선언한 폴더 밖에 있습니다. 폴더 안의 파일을 지정하세요.`,
  'cli.forward-env-foreign': p =>
    `${p.file}이(가) 이미 있고 Kubewright가 만든 파일이 아니므로 그대로 둡니다. 다른 환경 파일을 지정하세요.`,
  'cli.forward-env-unwritable': p => `환경 파일 ${p.file}을(를) 쓰지 못했습니다: ${p.reason}.`,
  'cli.forward-declaration': p =>
    p.problem === 'variables-repeated'
      ? `${p.place}: ${declarationProblems[p.problem](p.text)}`
      : `${p.place}을(를) 건너뜁니다: ${declarationProblems[p.problem](p.text)}`,
  'cli.forward-env-written': p => `끝날 때까지 ${p.file}에 주소가 있습니다.`,
  'cli.forward-declared-selector': p =>
    `--declared는 설정에 있는 대상을 쓰고 -l ${p.selector}은(는) 다른 대상을 지정합니다. 둘 중 하나만 쓰세요.`,
  'cli.forward-usage': p =>
    `${p.text === '' ? '빈 값' : p.text}에는 포트를 포워딩할 수 없습니다. POD, KIND/NAME, -l SELECTOR와 포트를 쓰거나 --declared를 쓰세요.`,
  'cli.forward-bad-port': p =>
    `${p.text}은(는) 포트가 아닙니다. REMOTE, LOCAL:REMOTE, :REMOTE 형식으로 쓰세요.`,
};

const declarationProblems: Readonly<Record<DeclarationProblem['code'], (text: string) => string>> = {
  'name-missing': () => '이름이 없습니다.',
  'name-repeated': text => `앞에 이름이 ${text}인 항목이 이미 있습니다.`,
  'target-invalid': text =>
    `${text === '' ? '대상이 없습니다' : `${text}은(는) 대상이 아닙니다`}. POD, KIND/NAME 또는 selector를 쓰세요.`,
  'ports-missing': text => `${text}에 포트가 없습니다.`,
  'port-invalid': text => `${text}은(는) 포트가 아닙니다. REMOTE, LOCAL:REMOTE, :REMOTE 형식으로 쓰세요.`,
  'prefix-invalid': text => `변수 이름은 ${text}(으)로 시작할 수 없습니다. A~Z, 숫자, _로 쓰세요.`,
  'variable-invalid': text => `${text === '' ? '빈 문자열' : text}은(는) 변수 이름이 될 수 없습니다.`,
  'variables-repeated': text =>
    `변수 이름이 ${text}의 변수와 같아서 프로그램에 주소를 전달하지 않습니다. environmentPrefix를 지정하세요.`,
};
