import type { ApiResource } from '../cluster/resource.ts';
import type { Resource } from '../kustomize/resource.ts';
import type { ValueType } from '../schema/kubernetes/typeNotation.ts';
import { get, textAt } from '../yaml/node.ts';

/** A kind that a CRD of the set makes known. */
export interface CrdKind {
  readonly api: ApiResource;
  /** Name of the CRD. */
  readonly crd: string;
  /** By its schema; `undefined` where it has none. */
  readonly type: ValueType | undefined;
}

/** The kinds of the CRDs among the resources, by `apiVersion kind`. */
export async function crdKinds(crds: readonly Resource[]): Promise<ReadonlyMap<string, CrdKind>> {
  if (crds.length === 0) return new Map();
  // It brings the types of all of Kubernetes along, which few applies need.
  const { crdTypes } = await import('../schema/kubernetes/crdTypes.ts');
  const kinds = new Map<string, CrdKind>();
  for (const { node, id } of crds) {
    const spec = get(node, 'spec');
    const names = get(spec, 'names');
    const versions = get(spec, 'versions');
    const types = crdTypes(node);
    const group = textAt(spec, 'group') ?? '';
    const kind = textAt(names, 'kind') ?? '';
    for (const each of versions?.kind === 'sequence' ? versions.items : []) {
      const version = textAt(each, 'name') ?? '';
      const api: ApiResource = {
        group,
        version,
        resource: textAt(names, 'plural') ?? '',
        kind,
        namespaced: textAt(spec, 'scope') !== 'Cluster',
        verbs: ['get', 'patch'],
        shortNames: [],
        categories: [],
      };
      kinds.set(kindKey(`${group}/${version}`, kind), {
        api,
        crd: id.name,
        type: types.get(`${group}/${version} ${kind}`),
      });
    }
  }
  return kinds;
}

/** Key of `crdKinds`. */
export function kindKey(apiVersion: string, kind: string): string {
  return `${apiVersion} ${kind}`;
}
