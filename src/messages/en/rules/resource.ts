import type { ResourceFileProblems } from '../../../language/rules/resource/problems.ts';

export const resourceFileMessages: {
  readonly [C in keyof ResourceFileProblems]: (params: ResourceFileProblems[C]) => string;
} = {
  'resource.empty-file': ({ path }) => `${path} holds nothing but comments, so it adds no resource.`,
  'resource.local-config': ({ kind, name }) =>
    `${kind} ${name} is left out of the output: this annotation marks it as local to the build.`,
  'resource.unpinned': ({ ref }) =>
    ref === undefined
      ? 'This follows the default branch of another repository. Pin it with ?ref= and a tag or commit.'
      : `This follows "${ref}", which changes. Pin it to a tag or commit.`,
  'resource.unlisted': ({ name, kustomization, listed }) =>
    listed === undefined
      ? `No kustomization of the workspace reads ${name}. List it in the ${kustomization} beside it if it belongs there.`
      : `No kustomization of the workspace reads ${name}; the ${kustomization} beside it reads ${listed}.`,
};
