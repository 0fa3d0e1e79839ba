import type { HelmProblems } from '../../kustomize/helm/problems.ts';
import type { RemoteProblems } from '../../kustomize/remote/problems.ts';

type Problems = RemoteProblems & HelmProblems;

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)}MB`;

export const remoteMessages: { [C in keyof Problems]: (params: Problems[C]) => string } = {
  'remote.not-allowed': p =>
    `"${p.url}"은(는) 원격 리소스이며 여기서는 가져오지 않으므로 이 빌드는 완전하지 않습니다. kubewright.kustomize.remote 설정이나 명령줄의 --remote로 허용하세요.`,
  'remote.no-git': p =>
    `"${p.url}"을(를) 가져오려면 git 프로그램이 필요하지만 찾을 수 없습니다. 설치하거나 PATH에 추가하세요.`,
  'remote.timeout': p =>
    `"${p.url}"을(를) ${p.seconds}초 안에 가져오지 못했습니다. ?timeout=120s로 시간을 늘리거나 연결을 확인하세요.`,
  'remote.bad-ref': p =>
    p.ref === ''
      ? `"${p.url}"에 HEAD가 없습니다. ?ref=로 브랜치, 태그 또는 커밋을 지정하세요.`
      : `"${p.url}"에 "${p.ref}" 브랜치, 태그 또는 커밋이 없습니다. ?ref=를 고치세요.`,
  'remote.denied': p =>
    `"${p.url}"에 접근할 수 없습니다. 존재하는지 확인하고 git의 자격 증명 도우미나 SSH 키를 설정하세요.`,
  'remote.unreachable': p =>
    `"${p.url}"을(를) 가져올 수 없습니다: ${p.reason}. URL과 연결을 확인한 뒤 다시 가져오세요.`,
  'remote.http-status': p => `서버가 "${p.url}"에 ${p.status}(으)로 응답했습니다. URL을 확인하세요.`,
  'remote.too-large': p => `"${p.url}"은(는) ${megabytes(p.limit)}보다 커서 가져오지 않습니다.`,
  'remote.cancelled': p =>
    `"${p.url}" 가져오기를 중단했으므로 이 빌드는 완전하지 않습니다. 필요할 때 다시 가져오세요.`,
  'remote.too-deep': p =>
    `저장소 ${p.limit}개 이상을 거쳐야 "${p.url}"에 이릅니다. 더 가까운 곳에서 직접 지정하세요.`,
  'remote.no-directory': p =>
    p.directory === ''
      ? `"${p.url}"은(는) 디렉터리가 아닙니다.`
      : `"${p.url}"이(가) 가리키는 곳에 "${p.directory}" 디렉터리가 없습니다.`,
  'remote.outside-repository': p =>
    `"${p.path}"은(는) 함께 가져온 저장소 밖에 있습니다. 가져온 파일은 저장소 밖을 읽을 수 없습니다.`,
  'helm.not-run': p =>
    `Helm 차트 "${p.chart}"을(를) 여기서는 렌더링하지 않으므로 이 빌드는 완전하지 않습니다. kubewright.kustomize.enableHelm 설정이나 명령줄의 --enable-helm으로 허용하세요.`,
  'helm.no-program': p =>
    `"${p.command}" 프로그램을 찾을 수 없습니다. helm을 설치하거나 kubewright.kustomize.helmCommand 설정 또는 --helm-command로 지정하세요.`,
  'helm.timeout': p => `helm이 ${p.seconds}초 안에 차트 "${p.chart}"을(를) 처리하지 못했습니다.`,
  'helm.failed': p => `helm이 차트 "${p.chart}"을(를) 처리하지 못했습니다: ${p.reason}`,
  'helm.cancelled': p => `Helm 차트 "${p.chart}" 렌더링을 중단했으므로 이 빌드는 완전하지 않습니다.`,
  'helm.no-name': () => '이 차트에 이름이 없습니다. name을 추가하세요.',
  'helm.bad-values-merge': p =>
    `valuesMerge 값이 "${p.text}"입니다. merge, override, replace 중 하나를 쓰세요.`,
  'helm.no-chart': p =>
    `${p.path}에 차트가 없고 "${p.chart}"을(를) 내려받을 repo도 없습니다. 그곳에 차트를 두거나 repo를 추가하세요.`,
  'helm.bad-values': p => `"${p.path}"과(와) valuesInline을 병합할 수 없습니다. 둘 다 맵이어야 합니다.`,
  'helm.values-alias': p =>
    `"${p.path}"에 YAML 별칭이 있는데, kustomize는 valuesInline을 병합하면서 별칭을 잃어버립니다. 값을 풀어 쓰거나 valuesInline을 additionalValuesFiles의 파일로 옮기세요.`,
  'helm.bad-output': p =>
    `차트 "${p.chart}"의 렌더링 결과가 쿠버네티스 오브젝트가 아닙니다. helm template을 실행해 확인하세요.`,
  'helm.chart-too-large': p => `차트 "${p.chart}"이(가) ${megabytes(p.limit)}보다 큽니다.`,
};
