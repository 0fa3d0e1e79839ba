import type { BuildProblems } from '../../kustomize/problems.ts';
import { objectText, objectTexts } from '../objectText.ts';

const didYouMean = (nearest: string | undefined) =>
  nearest === undefined ? '' : ` "${nearest}"을(를) 쓰려고 했나요?`;

const kustomizationFile = {
  own: '리소스가 아니라 이 kustomization 자신입니다. 항목을 지우세요.',
  other: '리소스가 아니라 kustomization 파일입니다. 파일 대신 디렉터리를 적으세요.',
};

export const kustomizeMessages: { [C in keyof BuildProblems]: (params: BuildProblems[C]) => string } = {
  'kustomization.missing': p =>
    `${p.directory}에 kustomization.yaml, kustomization.yml, Kustomization 파일이 없습니다.${
      p.nearest === undefined
        ? ' 파일을 만들거나 리소스 파일을 지정하세요.'
        : ` 그곳의 "${p.nearest}" 이름을 바꾸세요.`
    }`,
  'kustomization.several': p =>
    `${p.directory === '.' ? '이 디렉터리' : p.directory}에 kustomization 파일이 여러 개 있습니다(${p.names.join(', ')}). 하나만 남기세요.`,
  'kustomization.empty': () =>
    'kustomization이 비어 있습니다. resources, components 또는 generator를 추가하세요.',
  'kustomization.wrong-kind': p => `kind "${p.kind}"은(는) Kustomization도 Component도 아닙니다.`,
  'kustomization.wrong-version': p =>
    p.apiVersion.startsWith('kustomize.toolkit.fluxcd.io/')
      ? '이 파일은 Flux의 Kustomization이라 kustomize로 빌드할 수 없습니다. 다른 이름의 파일로 옮기고 여기에는 kustomization을 쓰세요.'
      : `apiVersion "${p.apiVersion}"은(는) 이 kind에 맞지 않습니다. "${p.expected}"을(를) 쓰세요.`,
  'resource.not-found': p =>
    p.isPattern
      ? `kustomize는 와일드카드를 모르므로 "${p.path}"을(를) 파일 이름 그대로 찾습니다. 파일을 하나씩 적으세요.`
      : `"${p.path}" 경로에 아무것도 없습니다.${didYouMean(p.nearest)}`,
  'resource.unreadable': p => `"${p.path}"을(를) 읽을 수 없습니다(${p.reason}). 권한과 링크를 확인하세요.`,
  'resource.empty-path': () => '항목이 비어 있습니다. 파일이나 디렉터리를 지정하거나 항목을 지우세요.',
  'resource.absolute-path': p =>
    `"${p.path}"은(는) 절대 경로입니다. 이 파일을 기준으로 한 상대 경로로 쓰세요.`,
  'resource.outside-root': p =>
    `"${p.path}"은(는) 이 디렉터리 밖에 있습니다. kustomization은 자기 디렉터리와 그 아래의 파일만 읽습니다. 파일을 옮기거나 그 디렉터리를 base로 만드세요.`,
  'resource.cycle': p => `"${p.path}"이(가) 자기 자신으로 되돌아옵니다: ${p.chain.join(' → ')}.`,
  'resource.duplicate': ({ id, ways, isOneItem }) => {
    const [first, second] = ways ?? [];
    if (isOneItem) {
      return `"${second}"은(는) 앞에${first === second ? '' : ` "${first}"(으)로`} 이미 적혀 있습니다. 둘 중 하나를 지우세요.`;
    }
    return ways === undefined
      ? `${objectText(id)}은(는) 이미 리소스에 있습니다. 둘 중 하나를 지우거나 이름을 바꾸세요.`
      : `${objectText(id)}이(가) "${first}"와(과) "${second}" 양쪽에서 들어옵니다. 한쪽에서만 가져오세요.`;
  },
  'resource.no-kind': p =>
    p.kustomizationFile === undefined
      ? 'kind가 없어 쿠버네티스 오브젝트가 아닙니다.'
      : kustomizationFile[p.kustomizationFile],
  'resource.no-name': p =>
    p.kustomizationFile !== undefined
      ? kustomizationFile[p.kustomizationFile]
      : `이 ${p.kind}에 metadata.name이 없습니다.`,
  'resource.comma-in-name': p => `이름에 쉼표가 있으면 kustomize가 오브젝트를 찾지 못합니다: "${p.name}".`,
  'resource.bad-separator': p => `"${p.text}"은(는) 문서 구분선이 아닙니다. --- 만 한 줄에 쓰세요.`,
  'resource.bad-key': p =>
    `kustomize는 여기서 ${p.key} 키를 따옴표 없이 쓰므로 다시 읽을 때 문자열이 아니게 되어 실패합니다. 다른 키를 쓰세요.`,
  'resource.bad-number': p =>
    `${p.text}은(는) JSON에 없는 숫자라 오브젝트를 출력할 수 없습니다. 따옴표로 감싸세요.`,
  'resource.wrong-tag': p => `값이 ${p.tag} 태그와 맞지 않아 kustomize가 읽지 못합니다. 태그를 지우세요.`,
  'resource.leading-tab': () =>
    'kustomize는 탭으로 시작하는 블록을 다시 읽지 못합니다. 큰따옴표로 감싸거나 다르게 시작하세요.',
  'resource.control-character': () => 'kustomize가 다시 읽지 못하는 제어 문자가 있습니다. 지우세요.',
  'resource.bad-list': p => `이 ${p.kind}의 items가 목록이 아닙니다.`,
  'component.expected': p => `"${p.path}"은(는) Component가 아니라 ${p.kind}입니다. resources에 적으세요.`,
  'component.unexpected': p => `"${p.path}"은(는) Component입니다. components에 적으세요.`,
  'file.is-directory': p => `"${p.path}"은(는) 디렉터리입니다. 여기에는 파일이 필요합니다.`,
  'component.not-directory': p => `"${p.path}"은(는) 디렉터리가 아닙니다. 컴포넌트는 디렉터리로 지정하세요.`,
  'namespace.conflict': p =>
    `이 네임스페이스를 적용하면 두 리소스가 모두 ${objectText(p.id)}이(가) 됩니다. 하나의 이름을 바꾸거나 빼세요.`,
  'transformer.bad-field': p =>
    `${objectText(p.resource)}에서 ${p.field}이(가) 써야 할 자리에 맞지 않는 값이 있습니다.`,
  'transformer.conflicting-fields': () =>
    '두 구성이 같은 필드를 가리키지만 create 설정이 서로 다릅니다. 같게 맞추세요.',
  'replicas.no-match': p => `이름이 "${p.name}"인 워크로드가 없습니다.${didYouMean(p.nearest)}`,
  'generator.no-name': () => '이 generator에 이름이 없습니다. name을 추가하세요.',
  'generator.bad-literal': () => 'key=value 형식이 아닙니다. 키와 값 사이에 등호를 넣으세요.',
  'generator.bad-file-source': () =>
    '경로도 key=경로 형식도 아닙니다. 등호는 하나만, 양쪽에 내용이 있어야 합니다.',
  'generator.env-not-text': p => `env 파일 "${p.path}"은(는) UTF-8 텍스트가 아닙니다.`,
  'generator.duplicate-key': p => `"${p.key}" 키가 두 번 생성됩니다. 하나를 지우세요.`,
  'generator.exists': p =>
    `${objectText(p.id)}이(가) 이미 있습니다. behavior를 merge나 replace로 하거나 다른 이름을 쓰세요.`,
  'generator.ambiguous': p =>
    `여러 리소스가 ${objectText(p.id)}이거나 그랬으므로 어느 것을 바꿀지 알 수 없습니다.`,
  'generator.nothing-to-merge': p =>
    `이보다 앞에 ${objectText(p.id)}이(가) 없어 behavior ${p.behavior}을(를) 적용할 대상이 없습니다.`,
  'plugin.lacks-field': p => `${p.kind}에 올바른 ${p.field} 값이 필요합니다.`,
  'plugin.validator-changes': p =>
    `검증기 ${p.kind}이(가) 리소스를 바꿉니다. 검증기는 리소스를 바꿀 수 없습니다.`,
  'plugin.unknown': p =>
    `kustomize에는 이 목록에 쓸 수 있는 내장 플러그인 ${p.kind}이(가) 없어 빌드가 실패합니다.${p.nearest ? ` ${p.nearest}을(를) 뜻하셨나요?` : ''}`,
  'plugin.not-run': p => `플러그인 ${p.kind}은(는) 여기서 실행하지 않으므로 이 빌드는 완전하지 않습니다.`,
  'configuration.invalid': p =>
    `"${p.path}"은(는) 트랜스포머 구성 파일이 아닙니다${p.reason === '' ? '' : `: "${p.reason}"을(를) 알 수 없습니다`}.`,
  'var.ambiguous': p =>
    `변수 "${p.name}"이(가) 여러 리소스를 가리킵니다. kind와 namespace로 하나를 지정하세요.`,
  'var.duplicate': p => `변수 "${p.name}"이(가) 두 번 선언되었습니다.`,
  'var.not-found': p => `변수 "${p.name}"이(가) 가리키는 ${p.target}이(가) 없습니다.`,
  'var.bad-field': p => `변수 "${p.name}"의 리소스에 ${p.fieldPath} 필드가 없습니다.`,
  'sort.bad-order': p => `정렬 순서 "${p.order}"은(는) legacy도 fifo도 아닙니다.`,
  'sort.options-without-legacy': () => 'legacySortOptions는 order가 legacy일 때만 쓰입니다.',
  'openapi.path-and-version': () => 'openapi에는 path와 version 중 하나만 쓸 수 있습니다.',
  'openapi.unknown-version': p =>
    `스키마 버전 "${p.version}"은(는) 내장되어 있지 않습니다. 쓸 수 있는 버전은 ${p.known}뿐입니다.`,
  'openapi.invalid': p => `"${p.path}"은(는) definitions가 있는 OpenAPI 문서가 아닙니다.`,
  'image.bad-name': p =>
    `이미지 이름 "${p.name}"은(는) 올바른 정규식이 아닙니다. 특수 문자를 이스케이프하세요.`,
  'image.not-a-string': p =>
    `${objectText(p.resource)}의 ${p.path}에 이미지 참조가 없어 이미지를 바꿀 수 없습니다.`,
  'name-reference.ambiguous': p =>
    `"${p.name}" 참조가 여러 리소스(${objectTexts(p.candidates).join(', ')})를 가리킬 수 있습니다. 참조에 namespace를 적거나 서로 다른 이름을 쓰세요.`,
  'name-reference.bad-field': p =>
    `${objectText(p.resource)}의 ${p.path}에 쓸 수 있는 이름이나 네임스페이스가 없습니다.`,
};
