import type { QuickFixTitles } from '../../language/fixes/quickFix.ts';
import type { LanguageLabels } from '../../language/labels.ts';
import type { EditorProblems } from '../../language/languageProblem.ts';

type Phrases = QuickFixTitles & LanguageLabels & EditorProblems;

/** Titles of quick fixes and the labels around hover and completion. */
export const languageMessages: {
  readonly [Code in keyof Phrases]: (params: Phrases[Code]) => string;
} = {
  'fix.rename-field': ({ to }) => `\`${to}\` 필드로 이름 바꾸기`,
  'fix.quote': ({ text }) => `${text} 값을 따옴표로 감싸기`,
  'fix.unquote': ({ text }) => `${text} 값의 따옴표 없애기`,
  'fix.replace-path': ({ to }) => `${to} 경로로 바꾸기`,
  'fix.replace-value': ({ to }) => `${to}(으)로 바꾸기`,
  'fix.wrap-path': () => '`path:` 항목으로 쓰기',
  'fix.disable-line': ({ rule }) => `이 줄에서 ${rule} 규칙 끄기`,
  'fix.remove-entry': () => '이 항목 지우기',
  'fix.add-header': () => '`apiVersion`과 `kind` 추가',
  'fix.move-field': ({ to }) => `\`${to}\` 필드로 옮기기`,
  'fix.split-image-name': ({ name }) => `${name} 뒤에 붙은 값을 별도 필드로 쓰기`,
  'fix.split-api-version': () => '`group`과 `version`으로 쓰기',
  'fix.list-files': ({ count }) => `맞는 파일 ${count}개를 하나씩 적기`,
  'fix.list-in': ({ file }) => `${file}에 추가`,
  'fix.move-item': ({ to }) => `\`${to}\` 필드로 옮기기`,
  'fix.rename-file': ({ to }) => `파일 이름을 ${to}(으)로 바꾸기`,
  'fix.create-kustomization': ({ directory }) => `${directory}에 kustomization.yaml 만들기`,
  'fix.remove-export': ({ name }) => `${name} 앞의 "export" 지우기`,
  'fix.unquote-value': ({ key }) => `${key} 값의 따옴표 없애기`,
  'kustomization.misnamed': ({ name, rightName }) =>
    `kustomize는 ${name}(이)라는 이름의 파일을 찾지 않습니다. ${rightName}(으)로 이름을 바꾸세요.`,
  'fix.allow-remote': () => '이 작업 영역 폴더에서 원격 base 가져오기 허용',
  'fix.allow-helm': () => '이 작업 영역 폴더에서 Helm 차트 렌더링 허용',
  'fix.fetch-again': () => '다시 시도',
  'label.fetching': () => 'kustomization에 필요한 항목 가져오기',
  'suppression.unknown-code': ({ code, nearest }) =>
    `이름이 ${code}인 규칙이 없어 이 주석은 아무것도 끄지 않습니다.${nearest === undefined ? '' : ` ${nearest}을(를) 쓰려고 했나요?`}`,
  'label.related': () => '그중 다른 하나입니다.',
  'label.related-entry': () => '이 항목에서 비롯됩니다.',
  'label.related-list': () => '여기에 추가할 수 있습니다.',
  'label.related-first': () => '둘 중 먼저 나온 것입니다.',
  'label.related-object': () => '관련된 오브젝트입니다.',
  'label.related-setting': () => '값의 일부가 여기서 옵니다.',
  'label.in-root': () => '이 kustomization을 빌드하면 발견됩니다.',
  'label.deprecated': ({ use }) => `더 이상 권장되지 않습니다. \`${use}\` 필드를 쓰세요.`,
  'label.required': () => '필수',
  'label.values': ({ values }) => `다음 중 하나입니다: ${values.map(value => `\`${value}\``).join(', ')}.`,
  'label.deployed-by': ({ tool, kind, name }) => `${tool} ${kind} ${name}이(가) 배포`,
  'label.added-by': ({ tool, kind, name }) => `${tool} ${kind} ${name}이(가) 추가`,
  'label.open-kustomization': () => 'kustomization 열기',
  'label.since': ({ version }) => `kustomize ${version}부터 쓸 수 있습니다.`,
};
