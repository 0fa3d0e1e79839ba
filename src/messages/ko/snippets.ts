import type { SnippetTitles } from '../../language/snippetCompletion.ts';

/** What each snippet of a kustomization is for. */
export const snippetMessages: {
  readonly [Code in keyof SnippetTitles]: (params: SnippetTitles[Code]) => string;
} = {
  'snippet.kustomization': () => '리소스와 레이블이 있는 kustomization',
  'snippet.overlay': () => '네임스페이스, 접미사, 패치가 있는 base의 오버레이',
  'snippet.component': () => '자신을 쓰는 쪽을 패치하는 컴포넌트',
  'snippet.configMapGenerator-literals': () => '리터럴로 만드는 ConfigMap',
  'snippet.configMapGenerator-files': () => '파일로 만드는 ConfigMap',
  'snippet.configMapGenerator-envs': () => '`key=value` 줄이 있는 파일로 만드는 ConfigMap',
  'snippet.secretGenerator-literals': () => '리터럴로 만드는 Secret',
  'snippet.secretGenerator-files': () => '파일로 만드는 Secret',
  'snippet.secretGenerator-envs': () => '`key=value` 줄이 있는 파일로 만드는 Secret',
  'snippet.secretGenerator-tls': () => '인증서와 키로 만드는 TLS Secret',
  'snippet.generatorOptions-all': () => '생성되는 모든 ConfigMap과 Secret의 옵션',
  'snippet.patches-merge': () => '여기에 적는 전략적 병합 패치',
  'snippet.patches-file': () => '파일에 있는 전략적 병합 패치',
  'snippet.patches-file-target': () => '대상을 정한, 파일에 있는 패치',
  'snippet.patches-json': () => '여기에 적는 JSON 6902 패치',
  'snippet.patches-delete': () => '컨테이너를 지우는 패치',
  'snippet.patches-delete-resource': () => '리소스를 지우는 패치',
  'snippet.images-tag': () => '이미지의 새 태그',
  'snippet.images-name': () => '이미지의 새 이름과 태그',
  'snippet.images-digest': () => '이미지의 다이제스트',
  'snippet.replicas-count': () => '워크로드의 레플리카 수',
  'snippet.labels-pairs': () => '셀렉터는 건드리지 않는 레이블',
  'snippet.labels-selectors': () => '셀렉터에도 넣는 레이블. 셀렉터는 적용한 뒤에는 바꿀 수 없음',
  'snippet.replacements-field': () => '필드 값을 다른 리소스로 복사',
  'snippet.replacements-part': () => '필드 값을 다른 값의 일부로 복사',
};
