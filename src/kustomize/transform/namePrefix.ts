import { type Kustomization, scalarField } from '../kustomizationFile.ts';
import { isSelected, originalId, type Resource, rememberId, withNode } from '../resource.ts';
import { updateField } from './fieldSpec.ts';
import { setScalar } from './setScalar.ts';

/** Kinds whose name has a meaning outside the cluster's objects, so that a prefix would break it. */
const skipped = [
  { kind: 'CustomResourceDefinition' },
  { group: 'apiregistration.k8s.io', kind: 'APIService' },
  { kind: 'Namespace' },
];

/** `namePrefix`: puts it before the name of every resource but CRDs, API services and namespaces. */
export function addNamePrefix(
  kustomization: Kustomization,
  resources: readonly Resource[],
): readonly Resource[] {
  const prefix = scalarField(kustomization.node, 'namePrefix');
  if (prefix === undefined || prefix.text === '') return resources;
  const directive = { name: 'namePrefix', file: kustomization.file, start: prefix.start };
  return resources.map(resource => {
    const id = originalId(resource);
    if (skipped.some(selector => isSelected(id, selector))) return resource;
    const node = updateField(
      resource.node,
      ['metadata', 'name'],
      name => (name.kind === 'scalar' ? setScalar(name, prefix.text + name.text, directive) : name),
      () => undefined,
    );
    const remembered = rememberId(resource);
    return withNode(
      { ...remembered, prefixes: [...remembered.prefixes, prefix.text] },
      node as Resource['node'],
    );
  });
}
