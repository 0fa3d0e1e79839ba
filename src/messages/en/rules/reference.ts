import type { ReferenceProblems } from '../../../language/rules/reference/problems.ts';

export const referenceMessages: {
  readonly [C in keyof ReferenceProblems]: (params: ReferenceProblems[C]) => string;
} = {
  'reference.not-found': ({ kind, name, namespace, elsewhere }) =>
    elsewhere === undefined
      ? `No ${kind} called ${name} is in the build. It has to be in the cluster already.`
      : `In ${namespace} the build has no ${kind} called ${name}, only in ${elsewhere.join(', ')}. It has to be in the cluster already.`,
  'reference.near-miss': ({ kind, name, nearest }) =>
    `No ${kind} called ${name} is in the build. Did you mean ${nearest}?`,
  'reference.not-rewritten': ({ kind, name }) =>
    `The ${kind} ${name} gets another name by a prefix, suffix or hash, which kustomize does not write here.`,
  'reference.no-key': ({ kind, name, key, nearest }) =>
    `The ${kind} ${name} has no key ${key}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
  'reference.no-port': ({ name, port, nearest }) =>
    `The Service ${name} has no port ${port}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
};
