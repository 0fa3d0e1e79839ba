import type { GeneratorProblems } from '../../../language/rules/generator/problems.ts';

export const generatorMessages: {
  readonly [C in keyof GeneratorProblems]: (params: GeneratorProblems[C]) => string;
} = {
  'generator.unknown-behavior': ({ behavior, nearest }) =>
    `"${behavior}"은(는) create, merge, replace 중 어느 것도 아니므로 kustomize가 새로 만듭니다.${nearest === undefined ? '' : ` ${nearest}을(를) 쓰려고 했나요?`}`,
  'generator.invalid-key': ({ key, tooLong }) =>
    tooLong
      ? 'API 서버는 253자를 넘는 키를 거부합니다.'
      : `API 서버는 키 "${key}"을(를) 거부합니다. 영문자, 숫자, -, _, .만 쓸 수 있고 점 두 개로 시작할 수 없습니다.`,
  'generator.option-not-undone': ({ option }) =>
    `generatorOptions에서 ${option}이(가) true이면 항목에서 되돌릴 수 없습니다. 필요한 항목에만 설정하세요.`,
  'generator.unused-options': () =>
    '이 파일에는 생성기가 없고, generatorOptions는 다른 파일의 생성기에 적용되지 않습니다.',
  'generator.env-quoted': ({ key }) => `따옴표가 ${key} 값의 일부가 됩니다. 의도한 것이 아니라면 빼세요.`,
  'generator.env-export': ({ name }) =>
    `키가 "export ${name}"이 되어 API 서버가 거부합니다. "export"를 지우세요.`,
  'generator.env-bare': ({ key }) =>
    `kustomize는 환경 변수를 읽지 않으므로 ${key}은(는) 빈 값이 됩니다. 의도한 것이라면 ${key}=로 쓰세요.`,
  'generator.literal-quoted': ({ key, quotes }) =>
    quotes === 'kept'
      ? `끝에 짝이 없어 맨 앞의 따옴표가 ${key} 값에 들어갑니다.`
      : `kustomize는 ${key} 값에서 처음과 마지막 따옴표만 떼고 그 사이의 것은 남깁니다.`,
  'generator.plain-secret': ({ key }) =>
    `이 파일을 읽을 수 있는 사람은 누구나 ${key}의 값을 봅니다. 커밋하지 않는 파일에서 읽으세요.`,
  'generator.tracked-secret': ({ path }) =>
    `git에 ${path}이(가) 평문으로 들어 있습니다. 암호화하거나 저장소에서 빼고 값을 바꾸세요.`,
  'secret.missing-key': ({ type, keys, any }) =>
    `API 서버는 ${keys.join(any ? ' 또는 ' : ', ')}이(가) 없는 ${type} 유형의 Secret을 거부합니다.`,
};
