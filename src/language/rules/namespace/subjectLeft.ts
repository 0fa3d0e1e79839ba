import type { Resource } from '../../../kustomize/resource.ts';
import { get, getIn, isSetting, textAt } from '../../../yaml/node.ts';
import { placeOf } from '../blame.ts';
import type { BuildRule } from '../rule.ts';
import { namespaceFieldOf } from './setNamespace.ts';

/**
 * A ServiceAccount among the subjects of a binding that is still looked for in the namespace which `namespace` took
 * everything else out of: only those that are in the build, and `default`, move along. It may be there in the cluster.
 */
export const namespaceSubjectLeft: BuildRule<'namespace.subject-left'> = {
  code: 'namespace.subject-left',
  severity: 'hint',
  over: 'build',
  in: 'any',
  check({ result }, report) {
    const bindings = result.resources.filter(({ id }) => /^(?:Cluster)?RoleBinding$/.test(id.kind));
    if (bindings.length === 0) return;
    const moved = movedFrom(result.resources);
    if (moved.size === 0) return;
    for (const { node } of bindings) {
      const subjects = get(node, 'subjects');
      for (const subject of subjects?.kind === 'sequence' ? subjects.items : []) {
        const namespace = get(subject, 'namespace');
        if (textAt(subject, 'kind') !== 'ServiceAccount' || namespace?.kind !== 'scalar') continue;
        const move = moved.get(namespace.text);
        if (move === undefined) continue;
        const params = { name: textAt(subject, 'name') ?? '', from: namespace.text, namespace: move.to };
        report(params, placeOf(namespace), [move.field]);
      }
    }
  },
};

/** The namespaces that nothing of the build is in any more, each with what `namespace` made of it. */
function movedFrom(resources: readonly Resource[]) {
  const moved = new Map<string, { to: string; field: NonNullable<ReturnType<typeof namespaceFieldOf>> }>();
  const inhabited = new Set<string>();
  for (const { node, id } of resources) {
    inhabited.add(id.kind === 'Namespace' && id.group === '' ? id.name : id.namespace);
    const namespace = getIn(node, ['metadata', 'namespace']);
    if (namespace?.kind !== 'scalar' || !isSetting(namespace.from)) continue;
    const field = namespaceFieldOf(namespace);
    const from = namespace.from.previous?.text ?? '';
    if (field !== undefined && from !== '') moved.set(from, { to: namespace.text, field });
  }
  for (const namespace of inhabited) moved.delete(namespace);
  return moved;
}
