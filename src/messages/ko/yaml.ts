import type { YamlProblems } from '../../yaml/problem.ts';

export const yamlMessages: { [C in keyof YamlProblems]: (params: YamlProblems[C]) => string } = {
  'yaml.syntax': p => `올바른 YAML이 아닙니다: ${p.reason}.`,
  'yaml.too-large': p => `파일 크기가 ${p.bytes}바이트로, 읽을 수 있는 한도 ${p.limit}바이트를 넘습니다.`,
  'yaml.too-deep': p => `중첩이 ${p.limit}단계를 넘어 파일을 읽지 않았습니다.`,
  'yaml.not-text': () => 'UTF-8 텍스트 파일이 아닙니다.',
  'yaml.duplicate-key': p => `"${p.key}" 키가 두 번 나옵니다. 값은 하나만 쓰이므로 다른 하나를 지우세요.`,
  'yaml.key-not-string': p =>
    p.key === ''
      ? '여기의 키는 문자열이 아니라 목록이나 맵입니다. {{ … }} 같은 템플릿은 따옴표로 감싸세요.'
      : `YAML은 ${p.key} 키를 문자열로 읽지 않습니다. 따옴표로 감싸세요: "${p.key}".`,
  'yaml.invalid-merge': () =>
    '병합 키(<<)는 한 매핑에 한 번만, 매핑 하나 또는 매핑 목록과 함께 쓸 수 있습니다.',
  'yaml.alias-expansion': p => `이 문서의 별칭(alias)이 값 ${p.limit}개보다 많이 펼쳐져 읽지 않았습니다.`,
};
