import type { ReferenceProblems } from '../../../language/rules/reference/problems.ts';

export const referenceMessages: {
  readonly [C in keyof ReferenceProblems]: (params: ReferenceProblems[C]) => string;
} = {
  'reference.not-found': ({ kind, name, namespace, elsewhere }) =>
    elsewhere === undefined
      ? `빌드에 이름이 ${name}인 ${kind} 리소스가 없습니다. 클러스터에 이미 있어야 합니다.`
      : `빌드의 ${kind} 리소스 ${name}은(는) ${elsewhere.join(', ')}에만 있고 ${namespace}에는 없습니다. 클러스터에 이미 있어야 합니다.`,
  'reference.near-miss': ({ kind, name, nearest }) =>
    `빌드에 이름이 ${name}인 ${kind} 리소스가 없습니다. ${nearest}을(를) 쓰려고 했나요?`,
  'reference.not-rewritten': ({ kind, name }) =>
    `${kind} 리소스 ${name}의 이름은 접두사, 접미사 또는 해시로 바뀌지만 kustomize는 이 자리의 이름을 바꾸지 않습니다.`,
  'reference.no-key': ({ kind, name, key, nearest }) =>
    `${kind} ${name}에 ${key} 키가 없습니다.${nearest === undefined ? '' : ` ${nearest}을(를) 쓰려고 했나요?`}`,
  'reference.no-port': ({ name, port, nearest }) =>
    `Service ${name}에 ${port} 포트가 없습니다.${nearest === undefined ? '' : ` ${nearest}을(를) 쓰려고 했나요?`}`,
};
