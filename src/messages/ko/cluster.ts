import type { ClusterFailures, ExpectedValue } from '../../cluster/failure.ts';

const expected: Readonly<Record<ExpectedValue, string>> = {
  text: '문자열이 아닙니다. 따옴표로 감싸세요',
  boolean: 'true 또는 false가 아닙니다. 고치세요',
  list: '목록이 아닙니다. 고치세요',
  mapping: '매핑이 아닙니다. 고치세요',
  base64: 'base64가 아닙니다. 다시 복사해 넣으세요',
  'proxy-url': 'http://, https:// 또는 socks5://로 시작하는 URL이 아닙니다. 고치세요',
  'interactive-mode': 'Never, IfAvailable, Always 중 하나가 아닙니다. 고치세요',
};

/** 무슨 일이, 어디에서 일어났고, 다음에 무엇을 하면 되는지. */
export const clusterMessages: { [C in keyof ClusterFailures]: (params: ClusterFailures[C]) => string } = {
  'kubeconfig.unreadable': p =>
    `kubeconfig ${p.file}을(를) 읽을 수 없습니다(${p.reason}). 파일 권한을 확인하세요.`,
  'kubeconfig.unwritable': p =>
    p.reason === 'EEXIST'
      ? `${p.file}.lock이 있어 다른 프로그램이 kubeconfig ${p.file}을(를) 쓰는 중입니다. 다시 시도하세요. 실행 중인 kubectl이 없으면 그 파일을 삭제하세요.`
      : p.reason === 'aliases'
        ? `kubeconfig ${p.file}의 로그인 토큰을 갱신하면 이를 공유하는 다른 항목도 바뀌므로 갱신하지 않았습니다. 사용자 항목을 별칭(alias) 없이 작성하세요.`
        : `kubeconfig ${p.file}을(를) 쓸 수 없습니다(${p.reason}). 파일은 그대로입니다. 파일 권한을 확인하세요.`,
  'kubeconfig.syntax': p =>
    `kubeconfig ${p.file}이(가) 올바른 YAML이 아닙니다: ${p.reason}. 파일을 고치세요. 다른 파일은 계속 사용됩니다.`,
  'kubeconfig.incomplete': p =>
    `kubeconfig ${p.file}의 항목 ${p.entry}에 ${p.field}이(가) 없습니다. 추가하거나 항목을 삭제하세요.`,
  'kubeconfig.wrong-type': p =>
    `kubeconfig ${p.file}에서 ${p.entry === '' ? p.field : `항목 ${p.entry}의 ${p.field}`} 값이 ${expected[p.expected]}. kubectl도 사용하지 않습니다.`,
  'kubeconfig.conflicting': p =>
    `kubeconfig ${p.file}의 항목 ${p.entry}에 ${p.field}와(과) ${p.other}이(가) 함께 있지만 kubectl은 하나만 허용합니다. 나머지를 삭제하세요.`,
  'kubeconfig.repeated': p =>
    `kubeconfig ${p.file}에 ${koKind[p.kind]} ${p.name}이(가) 두 번 이상 있어 kubectl이 이 파일을 거부합니다. 첫 번째 항목을 사용합니다. 나머지를 삭제하거나 이름을 바꾸세요.`,
  'kubeconfig.shadowed': p =>
    `kubeconfig ${p.file}의 ${koKind[p.kind]} ${p.name}은(는) 사용되지 않습니다. 먼저 읽는 ${p.first}에 같은 이름의 다른 항목이 있습니다. 한쪽의 이름을 바꾸거나 파일 순서를 바꾸세요.`,
  'credentials.unencrypted': p =>
    `컨텍스트 ${p.context}은(는) kubectl과 마찬가지로 ${p.server}에 토큰, 비밀번호, 인증서를 보내지 않습니다. TLS가 없으면 중간에서 누구나 읽을 수 있기 때문입니다. 로그인하려면 kubeconfig에서 https://를 사용하세요.`,
  'kubeconfig.unknown-context': p =>
    `컨텍스트 ${p.context}이(가) 어느 kubeconfig에도 없습니다. 다른 컨텍스트를 선택하거나 해당 파일을 KUBECONFIG에 추가하세요.`,
  'kubeconfig.unknown-cluster': p =>
    `컨텍스트 ${p.context}이(가) 가리키는 클러스터 ${p.cluster}이(가) 어느 kubeconfig에도 없습니다. 이름을 고치거나 클러스터를 추가하세요.`,
  'kubeconfig.unknown-user': p =>
    `컨텍스트 ${p.context}이(가) 가리키는 사용자 ${p.user}이(가) 어느 kubeconfig에도 없습니다. 이름을 고치거나 사용자를 추가하세요.`,
  'kubeconfig.invalid-server': p =>
    `컨텍스트 ${p.context}의 서버 ${p.server}은(는) http 또는 https URL이 아닙니다. kubeconfig에서 고치세요.`,
  'credentials.file-unreadable': p =>
    `컨텍스트 ${p.context}이(가) 가리키는 파일 ${p.file}을(를) 읽을 수 없습니다(${p.reason}). 경로와 권한을 확인하세요.`,
  'credentials.exec-not-found': p =>
    `컨텍스트 ${p.context}의 로그인에 필요한 ${p.command}이(가) 설치되어 있지 않거나 PATH에 없습니다. ${p.hint === '' ? '설치하거나 PATH에 추가하세요.' : p.hint}`,
  'credentials.exec-failed': p =>
    `${p.command}에서 컨텍스트 ${p.context}의 인증 정보를 얻지 못했습니다: ${p.reason}. 터미널에서 실행해 로그인한 뒤 다시 시도하세요.`,
  'credentials.exec-version': p =>
    `컨텍스트 ${p.context}의 ${p.command}을(를) 실행하지 않았습니다. kubeconfig의 apiVersion ${p.version}은(는) Kubernetes가 더 이상 지원하지 않습니다. 플러그인을 업데이트한 뒤 client.authentication.k8s.io/v1 또는 v1beta1로 바꾸세요.`,
  'credentials.exec-malformed': p =>
    `${p.command}이(가) 컨텍스트 ${p.context}에 대해 출력한 내용이 v1 또는 v1beta1의 ExecCredential이 아닙니다. 플러그인을 업데이트하거나 kubeconfig의 apiVersion을 고치세요.`,
  'credentials.exec-timeout': p =>
    `${p.command}에서 ${p.seconds}초 안에 컨텍스트 ${p.context}의 인증 정보를 얻지 못했습니다. 로그인을 기다리고 있다면 먼저 터미널에서 실행하세요.`,
  'credentials.exec-interactive': p =>
    `컨텍스트 ${p.context}의 로그인에 쓰는 ${p.command}은(는) 터미널에서 질문하지만 여기에는 터미널이 없습니다. 터미널에서 kubectl로 로그인하거나, 질문 없이 실행할 수 있다면 interactiveMode를 IfAvailable로 설정하세요.`,
  'credentials.exec-closed': p =>
    `터미널이 닫혀 ${p.command}에서 컨텍스트 ${p.context}의 인증 정보를 얻지 못했습니다. 다시 연결하면 다시 질문합니다.`,
  'credentials.certificate-invalid': p =>
    `컨텍스트 ${p.context}의 인증서나 키를 사용할 수 없습니다(${p.reason}). kubeconfig의 certificate-authority, client-certificate, client-key를 확인하세요.`,
  'credentials.certificate-expired': p =>
    `컨텍스트 ${p.context}의 클라이언트 인증서가 ${p.expired}에 만료되어 거부되었습니다. 인증서를 갱신하세요. 파일은 자동으로 다시 읽습니다.`,
  'credentials.unsendable': p =>
    `컨텍스트 ${p.context}의 ${p.field}에 줄바꿈 등 제어 문자가 있어 아무것도 보내지 않았습니다. kubeconfig나 값을 만든 곳에서 고치세요.`,
  'credentials.provider-unsupported': p =>
    `컨텍스트 ${p.context}이(가) Kubernetes에서 제거된 인증 공급자 ${p.provider}을(를) 사용합니다. exec 플러그인으로 바꾸세요.`,
  'credentials.provider-failed': p =>
    `컨텍스트 ${p.context}의 인증 공급자 ${p.provider}에서 토큰을 얻지 못했습니다: ${p.reason}. 공급자의 도구로 다시 로그인하세요.`,
  'connection.refused': p =>
    `${p.server}(컨텍스트 ${p.context})이(가) 연결을 거부했습니다. 클러스터가 실행 중인지, 주소가 맞는지 확인하세요.`,
  'connection.reset': p =>
    `${p.server}(컨텍스트 ${p.context})이(가) 응답을 마치기 전에 연결을 끊었습니다. 서버가 다시 시작 중이거나 중간에 프록시나 방화벽이 있을 수 있습니다. 다시 시도하세요.`,
  'connection.timeout': p =>
    p.seconds > 0
      ? `${p.server}(컨텍스트 ${p.context})이(가) ${p.seconds}초 안에 응답하지 않았습니다. 네트워크, VPN 또는 클러스터를 확인하세요.`
      : `${p.server}(컨텍스트 ${p.context})이(가) 제시간에 응답하지 않았습니다. 네트워크, VPN 또는 클러스터를 확인하세요.`,
  'connection.tls': p =>
    `${p.server}(컨텍스트 ${p.context})에 신뢰할 수 있는 TLS로 연결하지 못했습니다: ${p.reason}. kubeconfig의 certificate-authority와 tls-server-name을 확인하세요.`,
  'connection.certificate-time': p =>
    p.problem === 'expired'
      ? `이 컴퓨터의 시계(${p.now})로는 ${p.server}(컨텍스트 ${p.context})의 인증서가 만료되었습니다. 인증서를 갱신하거나 시계를 맞추세요.`
      : `이 컴퓨터의 시계(${p.now})로는 ${p.server}(컨텍스트 ${p.context})의 인증서가 아직 유효하지 않습니다. 시계를 맞추거나 기다리세요.`,
  'connection.proxy': p =>
    `프록시 ${p.proxy}을(를) 통해 컨텍스트 ${p.context}의 서버에 연결할 수 없습니다: ${p.reason}. kubeconfig의 proxy-url, HTTPS_PROXY와 NO_PROXY, 편집기의 http.proxy를 확인하세요.`,
  'connection.name': p =>
    `컨텍스트 ${p.context}의 호스트 ${p.host}을(를) 찾을 수 없습니다. 주소, 네트워크 또는 VPN을 확인하세요.`,
  'connection.unreachable': p =>
    `${p.server}(컨텍스트 ${p.context})에 연결할 수 없습니다: ${p.reason}. 네트워크, VPN 또는 클러스터를 확인하세요.`,
  'connection.closed': p => `컨텍스트 ${p.context}의 연결이 닫혔습니다. 다시 여세요.`,
  'response.unauthorized': p =>
    `${p.server}(컨텍스트 ${p.context})이(가) 인증 정보를 받아들이지 않습니다. 다시 로그인하거나 kubeconfig의 인증 정보를 갱신하세요.`,
  'response.forbidden': p =>
    `컨텍스트 ${p.context}에서 이 작업을 할 권한이 없습니다: ${p.message}. 클러스터 관리자에게 필요한 역할을 요청하세요.`,
  'response.not-found': p =>
    `컨텍스트 ${p.context}에서 찾을 수 없습니다: ${p.message}. 삭제되었을 수 있습니다. 이름, 네임스페이스, API 버전을 확인하세요.`,
  'response.conflict': p =>
    `컨텍스트 ${p.context}에서 충돌이 발생했습니다: ${p.message}. 오브젝트의 현재 상태를 확인한 뒤 다시 시도하세요.`,
  'response.gone': p =>
    `컨텍스트 ${p.context}에 요청한 시점의 상태가 더 이상 없습니다: ${p.message}. 지켜보던 목록은 다시 가져옵니다. 그 밖에는 다시 시도하세요.`,
  'response.invalid': p =>
    `컨텍스트 ${p.context}이(가) 보낸 내용을 받아들이지 않습니다: ${p.message}. 고친 뒤 다시 시도하세요.`,
  'response.unavailable': p =>
    `컨텍스트 ${p.context}이(가) 지금은 응답할 수 없습니다(HTTP ${p.status}): ${p.message}. ${
      p.retryAfterSeconds === undefined
        ? '잠시 후 다시 시도하세요.'
        : `${p.retryAfterSeconds}초 후에 다시 시도하세요.`
    }`,
  'response.status': p =>
    `컨텍스트 ${p.context}이(가) HTTP ${p.status}로 응답했습니다: ${p.message}. 서버가 Kubernetes API 서버인지 확인하세요.`,
  'response.malformed': p =>
    `${p.path}에 대한 컨텍스트 ${p.context}의 응답이 API 서버의 응답이 아닙니다(${p.reason}). 중간에 프록시나 로그인 페이지가 있는지 확인하세요.`,
  'change.other-context': p =>
    p.confirmed === ''
      ? `컨텍스트 ${p.actual}에 대한 변경이 확인되지 않아 실행하지 않았습니다. 처음부터 다시 시작하세요.`
      : `컨텍스트 ${p.confirmed}에 대해 확인한 변경이 ${p.actual} 또는 이름이 같은 다른 서버로 보내지려 하여 실행하지 않았습니다. 처음부터 다시 시작하세요.`,
  'forward.external-name': p =>
    `서비스 ${p.namespace}/${p.service}은(는) ExternalName 유형이라 포워딩할 파드가 없습니다. 외부 이름으로 직접 연결하세요.`,
  'forward.no-selector': p =>
    `서비스 ${p.namespace}/${p.service}에 셀렉터가 없어 연결된 파드를 알 수 없습니다. 파드로 포워딩하세요.`,
  'forward.no-ready-pod': p =>
    p.pods === 0
      ? `${p.kind} ${p.namespace}/${p.name}에 파드가 없습니다. 스케일을 늘리거나 파드가 없는 원인을 확인하세요.`
      : `${p.kind} ${p.namespace}/${p.name}의 파드 ${p.pods}개 중 준비된 파드가 없습니다(${p.reason}). 준비될 때까지 기다리거나 원인을 확인하세요.`,
  'forward.no-kind': p =>
    `서버에 네임스페이스가 있는 종류 ${p.kind}이(가) 없어 ${p.namespace}/${p.name}을(를) 찾을 수 없습니다. 파드, 서비스, 워크로드 또는 커스텀 리소스의 종류를 지정하세요.`,
  'forward.no-port': p => {
    const target = `${p.kind} ${p.namespace}/${p.name}`;
    if (p.of === 'service') {
      const known = p.known.length === 0 ? 'TCP 포트가 없습니다' : `있는 포트: ${p.known.join(', ')}`;
      return `${target}에 포트 ${p.port}이(가) 없습니다. ${known}.`;
    }
    const named = p.known.length === 0 ? '이름 있는 포트가 없습니다' : `있는 이름: ${p.known.join(', ')}`;
    return p.kind === 'service'
      ? `${target}이(가) 가리키는 포트 ${p.port}이(가) 컨테이너에 없습니다(${named}). targetPort를 고치세요.`
      : `${target}에 포트 ${p.port}이(가) 없습니다(${named}). 번호는 그대로 쓸 수 있습니다.`;
  },
  'forward.not-tcp': p =>
    `${p.kind} ${p.namespace}/${p.name}의 포트 ${p.port}은(는) ${p.protocol}입니다. Kubernetes는 TCP만 포워딩합니다.`,
  'forward.local-port-in-use': p =>
    `이 컴퓨터의 포트 ${p.port}이(가) 이미 사용 중입니다. 다른 포트를 선택하거나 비워 두어 빈 포트를 쓰세요.`,
  'forward.local-port-denied': p =>
    `현재 사용자는 이 컴퓨터의 포트 ${p.port}을(를) 열 수 없습니다. 1023보다 큰 포트를 선택하세요.`,
  'forward.no-local-address': p =>
    `이 컴퓨터에는 수신할 주소 ${p.address}이(가) 없습니다. 비워 두면 127.0.0.1과 ::1에서 수신합니다.`,
  'forward.remote': p =>
    `파드 ${p.namespace}/${p.pod}의 포트 ${p.port}에 연결할 수 없습니다: ${p.message}. 컨테이너가 그 포트에서 수신 중인지 확인하세요.`,
  'forward.forbidden': p =>
    `컨텍스트 ${p.context}은(는) 네임스페이스 ${p.namespace}에서 포트를 포워딩할 수 없습니다(${p.message}). 역할에 pods/portforward의 create 권한이 필요합니다.`,
  'forward.reset': p =>
    `파드 ${p.namespace}/${p.pod}이(가) 포트 ${p.port}의 연결을 재설정했습니다. 컨테이너 로그를 확인하세요.`,
  'forward.tunnel-lost': p =>
    `파드 ${p.namespace}/${p.pod}(으)로 가는 터널이 끊겼습니다. 새 연결은 다른 터널을 엽니다.`,
  'forward.websocket-blocked': p =>
    `이 컴퓨터와 ${p.server} 사이의 장치${p.via === '' ? '' : `(${p.via})`}가 컨텍스트 ${p.context}의 WebSocket에 ${p.status === 101 ? '다른 WebSocket' : `HTTP ${p.status}`}(으)로 응답하여 포워딩할 수 없습니다. 프록시나 로드 밸런서가 WebSocket 업그레이드를 통과시키도록 하거나 NO_PROXY 또는 proxy-url로 우회하세요.`,
  'forward.upgrade': p =>
    `컨텍스트 ${p.context}에서 포트 포워딩을 열지 못했습니다(${p.status === 0 ? p.message : `HTTP ${p.status}: ${p.message}`}). 프록시가 WebSocket을 막고 있거나 역할에 pods/portforward의 create 권한이 없을 수 있습니다.`,
};

const koKind = { cluster: '클러스터', user: '사용자', context: '컨텍스트' } as const;
