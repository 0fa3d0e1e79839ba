import type { NamespaceProblems } from '../../../language/rules/namespace/problems.ts';

export const namespaceMessages: {
  readonly [C in keyof NamespaceProblems]: (params: NamespaceProblems[C]) => string;
} = {
  'namespace.cluster-scoped': ({ namespace, kind, name }) =>
    `${kind} ${name}은(는) 네임스페이스에 속하지 않는데 \`namespace\`가 ${namespace}에 넣습니다. kustomize는 이 종류가 클러스터 범위라는 것을 모릅니다.`,
  'namespace.renames': ({ from, namespace }) =>
    `Namespace ${from}의 이름이 ${namespace}(으)로 바뀝니다. \`namespace\`는 Namespace 오브젝트의 이름도 바꿉니다. 다른 네임스페이스라면 \`namespace\`가 없는 kustomization에 두세요.`,
  'namespace.subject-left': ({ name, from, namespace, isInBuild }) =>
    isInBuild
      ? `여기서는 ServiceAccount ${name}을(를) ${from}에서 찾지만, 이 빌드의 것은 \`namespace\`가 ${namespace}에 넣습니다. 네임스페이스를 쓰지 않거나 ${namespace}(으)로 쓰세요.`
      : `나머지는 모두 ${namespace}(으)로 옮겨졌는데 ServiceAccount ${name}은(는) 여전히 ${from}에서 찾습니다. \`namespace\`는 이 빌드에 있는 계정과 \`default\`만 함께 옮깁니다. 클러스터에 이미 있을 수도 있습니다.`,
};
