import { originalId, type Resource } from '../../../kustomize/resource.ts';
import type { PathLocation } from '../../../yaml/location.ts';
import { get, getIn, isSetting, textAt } from '../../../yaml/node.ts';
import { placeOf } from '../blame.ts';
import { inOneNamespace } from '../graph.ts';
import type { BuildRule } from '../rule.ts';
import { namespaceFieldOf } from './setNamespace.ts';

/**
 * A ServiceAccount among the subjects of a binding that is still looked for in the namespace which `namespace` took
 * everything else out of, or in another one than `namespace` put it into: only those that were in the same namespace, and
 * `default`, move along. It may be there in the cluster.
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
    for (const { node } of bindings) {
      const subjects = get(node, 'subjects');
      for (const subject of subjects?.kind === 'sequence' ? subjects.items : []) {
        const namespace = get(subject, 'namespace');
        if (textAt(subject, 'kind') !== 'ServiceAccount' || namespace?.kind !== 'scalar') continue;
        const name = textAt(subject, 'name') ?? '';
        const account = accountPutElsewhere(name, namespace.text, result.resources);
        const move = account ?? moved.get(namespace.text);
        if (move === undefined) continue;
        const isInBuild = account === undefined ? {} : { isInBuild: true as const };
        report({ name, from: namespace.text, namespace: move.to, ...isInBuild }, placeOf(namespace), [
          move.field,
        ]);
      }
    }
  },
};

interface Move {
  readonly to: string;
  readonly field: PathLocation;
}

/** What became of the ServiceAccount of that name, where `namespace` put it into another namespace than it is looked for in. */
export function accountPutElsewhere(
  name: string,
  lookedForIn: string,
  resources: readonly Resource[],
): Move | undefined {
  const accounts = resources.filter(
    resource =>
      resource.id.kind === 'ServiceAccount' &&
      resource.id.group === '' &&
      (resource.id.name === name || originalId(resource).name === name),
  );
  if (accounts.some(({ id }) => inOneNamespace(id.namespace, lookedForIn))) return undefined;
  for (const { node } of accounts) {
    const namespace = getIn(node, ['metadata', 'namespace']);
    const field = namespace?.kind === 'scalar' ? namespaceFieldOf(namespace) : undefined;
    if (namespace?.kind === 'scalar' && field !== undefined) return { to: namespace.text, field };
  }
  return undefined;
}

/** The namespaces that nothing of the build is in any more, each with what `namespace` made of it. */
function movedFrom(resources: readonly Resource[]): ReadonlyMap<string, Move> {
  const moved = new Map<string, Move>();
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
