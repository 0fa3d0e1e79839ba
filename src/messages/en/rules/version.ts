import type { VersionProblems } from '../../../language/rules/version/problems.ts';

export const versionMessages: {
  readonly [C in keyof VersionProblems]: (params: VersionProblems[C]) => string;
} = {
  'version.newer-field': ({ field, since, version }) =>
    `\`${field}\` came with kustomize ${since}; yours is ${version}, which rejects it.`,
  'version.newer-behavior': ({ since, version }) =>
    `This writes into JSON or YAML that a text holds, which kustomize does since ${since}; yours is ${version}, which leaves the text as it is.`,
};
