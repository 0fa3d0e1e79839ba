import type { Resource } from '../../../kustomize/resource.ts';
import { scopeOf } from '../../../schema/openapi.ts';
import { getIn, textAt } from '../../../yaml/node.ts';
import type { BuildRule } from '../rule.ts';
import { namespaceFieldOf } from './setNamespace.ts';

/** Kinds that are defined as cluster-scoped by projects whose definitions are seldom in the same build. */
const clusterKinds: ReadonlySet<string> = new Set([
  'cert-manager.io/ClusterIssuer',
  'external-secrets.io/ClusterExternalSecret',
  'external-secrets.io/ClusterSecretStore',
  'gateway.networking.k8s.io/GatewayClass',
  'karpenter.sh/NodePool',
  'kyverno.io/ClusterPolicy',
  'snapshot.storage.k8s.io/VolumeSnapshotClass',
  'snapshot.storage.k8s.io/VolumeSnapshotContent',
]);

/**
 * A custom resource that `namespace` puts into a namespace although its kind is cluster-scoped, as a definition in the
 * same build or common knowledge says: kustomize does not read definitions.
 */
export const namespaceClusterScoped: BuildRule<'namespace.cluster-scoped'> = {
  code: 'namespace.cluster-scoped',
  severity: 'information',
  over: 'build',
  in: 'any',
  of: 'finished',
  check({ result }, report) {
    let defined: ReadonlyMap<string, string> | undefined;
    for (const { id, node, location } of result.resources) {
      const namespace = getIn(node, ['metadata', 'namespace']);
      if (namespace?.kind !== 'scalar' || scopeOf(id) !== undefined) continue;
      const field = namespaceFieldOf(namespace);
      if (field === undefined) continue;
      defined ??= definedScopes(result.resources);
      const kind = `${id.group}/${id.kind}`;
      const isCluster = defined.has(kind) ? defined.get(kind) === 'Cluster' : clusterKinds.has(kind);
      if (isCluster) report({ namespace: namespace.text, kind: id.kind, name: id.name }, field, [location]);
    }
  },
};

/** What the definitions of a build say of their kinds. */
function definedScopes(resources: readonly Resource[]): ReadonlyMap<string, string> {
  const scopes = new Map<string, string>();
  for (const { id, node } of resources) {
    if (id.kind !== 'CustomResourceDefinition') continue;
    const spec = getIn(node, ['spec']);
    const kind = textAt(getIn(spec, ['names']), 'kind') ?? '';
    scopes.set(`${textAt(spec, 'group') ?? ''}/${kind}`, textAt(spec, 'scope') ?? '');
  }
  return scopes;
}
