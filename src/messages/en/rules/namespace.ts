import type { NamespaceProblems } from '../../../language/rules/namespace/problems.ts';

export const namespaceMessages: {
  readonly [C in keyof NamespaceProblems]: (params: NamespaceProblems[C]) => string;
} = {
  'namespace.cluster-scoped': ({ namespace, kind, name }) =>
    `${kind} ${name} belongs to no namespace, but \`namespace\` puts it into ${namespace}: kustomize does not know that its kind is cluster-scoped.`,
  'namespace.renames': ({ from, namespace }) =>
    `The Namespace ${from} is called ${namespace} after this: \`namespace\` renames Namespace objects too. Keep ${from} in a kustomization without \`namespace\` if it is another one.`,
  'namespace.subject-left': ({ name, from, namespace, isInBuild }) =>
    isInBuild
      ? `The ServiceAccount ${name} is looked for in ${from} here, but \`namespace\` puts the one of this build into ${namespace}. Leave the namespace out, or write ${namespace}.`
      : `The ServiceAccount ${name} is still looked for in ${from}, while all else moved to ${namespace}: \`namespace\` takes along only accounts of this build and \`default\`. It may be there in the cluster.`,
};
