import type { GitopsProblems } from '../../../language/rules/gitops/problems.ts';

export const gitopsMessages: {
  readonly [C in keyof GitopsProblems]: (params: GitopsProblems[C]) => string;
} = {
  'gitops.path-not-found': ({ kind, name, path, nearest }) =>
    `This repository has no directory ${path}, so ${kind} ${name} deploys nothing from it.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
  'gitops.no-kustomization': ({ kind, name, path }) =>
    `${path} has no kustomization, so what ${kind} ${name} wants of kustomize there fails.`,
  'gitops.no-directory': ({ pattern }) =>
    `No directory of this repository fits ${pattern}, so no Application is made for it.`,
};
