/** What `kubewright --help` prints. */
export const usage = `kubewright: 명령줄에서 다루는 kustomization과 클러스터

  kubewright build DIR|URL                      디렉터리나 저장소의 kustomization을 렌더링하여 출력
      [-o FILE|DIR]                             파일에 쓰거나, 디렉터리에 리소스마다 파일 하나씩 쓰기
  kubewright lint PATH...                       폴더와 그 아래의 모든 kustomization, 또는 파일에서 실수 찾기
      [--format text|json|sarif|github]         한 줄씩, 스크립트용, 코드 스캐닝용, 변경 사항의 주석
      [--rule CODE=SEVERITY]...                 off, hint, information, warning, error. .vscode/settings.json보다 우선
      [--kustomize-version V]                   V(예: 5.4.2, "kubectl 1.29")가 모르는 필드를 경고
      [--kubernetes-version V]                  V(예: 1.29)에서 권장되지 않거나 없어진 kind를 경고
  kubewright blame DIR [--format text|json]     렌더링된 값마다 그 값을 설정한 파일과 줄을 출력
  kubewright diff DIR | -f FILE|DIR... [-R]     적용하면 무엇이 바뀌는지, 줄마다 출처와 함께 출력
      [--context C] [--namespace N] [--format text|json] [--prune ...] [--conflicts take|leave|refuse]
  kubewright apply DIR | -f FILE|DIR... [-R]    전체를 시험 실행한 뒤 kustomization이나 매니페스트를 서버에 적용
      [--context C] [--namespace N]             적용할 곳. 없으면 kubewright.targets가 허용하는 kubectl의 현재 컨텍스트
      [--dry-run] [--format text|json]          무엇이 바뀌는지만 출력. 스크립트용 보고서 출력
      [--prune [--set NAME]]                    이전에 적용했지만 이제 렌더링되지 않는 것을 삭제
      [--wait [--timeout 5m]]                   모두 준비될 때까지 기다리고, 아니면 이유를 출력
      [--conflicts ask|take|leave|refuse]       남이 다른 값으로 소유한 필드: 가져오거나 그대로 두기
      [--recreate]                              원하는 대로 바꿀 수 없는 것을 삭제하고 다시 만들기
      [--prune-guarded] [--adopt-set]           Namespace, 클레임, CRD도 삭제. 다른 도구의 세트를 넘겨받기
      [--yes | --confirm CONTEXT/NAMESPACE]     대상이 무엇이든, 또는 정확히 이 대상에만 미리 동의
      [--overrule-owners] [--allow-uncommitted] Argo CD, Flux, Helm이 되돌릴 곳에도, git에 없는 것도 적용
      [--other-repository]                      다른 저장소에서 마지막으로 적용한 세트에도 적용
  kubewright delete DIR [--set NAME]            apply --prune이 DIR에서 만든 것을 삭제
      [--context C] [--namespace N] [--dry-run] [--prune-guarded] [--yes | --confirm ...] [--other-repository]
                                                아무도 지정하지 않은 네임스페이스에 있으면 --confirm
  kubewright history [DIR | --set NAME]         세트가 어느 커밋에서 언제, 누구에 의해 적용되었는지 출력
      [--context C] [-n N]                      한 네임스페이스에서. 없으면 전체에서
      [--format table|json] [--limit N]
  kubewright get KIND[,KIND] [NAME...]          클러스터에 있는 것을 kubectl처럼 출력. Secret의 값은 가림
  kubewright get KIND/NAME...                   여러 kind를 같은 방식으로
      [-n N | -A] [-l SELECTOR] [--watch]       한 네임스페이스나 전체, 레이블로, 바뀔 때마다
      [-o table|wide|yaml|json|name] [--context C]
  kubewright lsp --stdio                        편집기의 언어 클라이언트에 서비스
  kubewright port-forward [KIND/]NAME [LOCAL:]REMOTE...
      [--context C] [--namespace N]             localhost의 포트를 파드, 서비스, 워크로드의 포트로 연결
      [-l SELECTOR] [--address A]               이 레이블을 가진 준비된 파드로. 다른 주소에서 듣기(남에게도 열림)
  kubewright port-forward --declared [NAME...]  폴더의 .vscode/settings.json에 선언된 것
      [--context C] [--namespace N] [--address A]
                                                선언과 다른 곳에

build, lint, blame, diff, apply는 kustomize build의 다음 플래그를 받습니다:
      --load-restrictor LoadRestrictionsNone    로컬 kustomization이 디렉터리 밖의 파일을 읽도록 허용
      --enable-helm, --helm-command PROGRAM     Helm 차트 렌더링. 쓸 프로그램
      --helm-kube-version V, --helm-api-versions V, --helm-debug
      --reorder legacy|none, --enable-managedby-label, --enable-alpha-plugins(차트만 켭니다)
      --network, --network-name, --mount, --env, --as-current-user는 아무것도 바꾸지 않습니다. 컨테이너 함수는 실행하지 않습니다
그리고 자체 플래그:
      --remote, --no-remote                     원격 항목을 가져오거나 가져오지 않기. lint만 시킬 때까지 가져오지 않습니다

.vscode/settings.json의 kubewright.targets, kubewright.protectedContexts, kubewright.checkGit 설정은 apply, delete, diff에도
적용됩니다. 폴더가 현재 컨텍스트가 아닌 다른 컨텍스트에 묶여 있으면 --context로 어느 것인지 지정하세요. KUBEWRIGHT_PROTECTED_CONTEXTS로 따로 동의해야 하는 컨텍스트를 더 지정할 수 있습니다.

종료 코드: 0 정상, 1 발견된 문제나 차이 또는 실패, 2 잘못된 사용법.
문제는 표준 오류에 path:line:column severity code message 형식으로 출력됩니다.
`;
