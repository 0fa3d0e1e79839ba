import type { GitopsProblems } from '../../../language/rules/gitops/problems.ts';

export const gitopsMessages: {
  readonly [C in keyof GitopsProblems]: (params: GitopsProblems[C]) => string;
} = {
  'gitops.path-not-found': ({ kind, name, path, nearest }) =>
    `이 저장소에는 ${path} 디렉터리가 없어 ${kind} ${name}이(가) 여기서 아무것도 배포하지 않습니다.${nearest === undefined ? '' : ` ${nearest}을(를) 쓰려고 했나요?`}`,
  'gitops.no-kustomization': ({ kind, name, path }) =>
    `${path}에 kustomization이 없어 ${kind} ${name}이(가) kustomize에 요구하는 작업이 실패합니다.`,
  'gitops.no-directory': ({ pattern }) =>
    `${pattern}에 맞는 디렉터리가 이 저장소에 없어 Application이 만들어지지 않습니다.`,
};
