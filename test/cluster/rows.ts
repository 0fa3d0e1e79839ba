import { recordAt } from '../../src/cluster/json.ts';
import { objectMeta, type ResourceId } from '../../src/cluster/resource.ts';
import type { CollectionQuery, SlimObject } from '../../src/cluster/watch/collection.ts';

/** An object with the few fields that these tests look at. */
export interface Row extends SlimObject {
  /** Of namespaces and pods. */
  readonly phase: unknown;
  /** Of what makes pods. */
  readonly desired: unknown;
  readonly ready: unknown;
}

const ids = {
  namespaces: { group: '', version: 'v1', resource: 'namespaces' },
  pods: { group: '', version: 'v1', resource: 'pods' },
  deployments: { group: 'apps', version: 'v1', resource: 'deployments' },
  replicasets: { group: 'apps', version: 'v1', resource: 'replicasets' },
} satisfies Record<string, ResourceId>;

/** The objects of a kind in a namespace, or in all. */
export function rowsOf(kind: keyof typeof ids, namespace?: string): CollectionQuery<Row> {
  return { id: ids[kind], namespace, slim: slimRow };
}

function slimRow(object: unknown): Row {
  const status = recordAt(object, 'status');
  return {
    metadata: objectMeta(object),
    phase: status['phase'],
    desired: recordAt(object, 'spec')['replicas'],
    ready: status['readyReplicas'],
  };
}

/** The objects that one of `owners` controls. */
export function controlledBy(objects: Iterable<Row>, owners: readonly Row[]): Row[] {
  const uids = new Set(owners.map(owner => owner.metadata.uid));
  return [...objects].filter(object =>
    object.metadata.owners.some(owner => owner.controller && uids.has(owner.uid)),
  );
}
