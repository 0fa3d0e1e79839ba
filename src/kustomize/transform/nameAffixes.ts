import { type Kustomization, scalarField } from '../load/kustomization.ts';
import { isSelected, originalId, type Resource, rememberId, withNode } from '../resource.ts';
import { type FieldSpec, updateField } from './fieldSpec.ts';
import { setScalar } from './setScalar.ts';

/** Kinds whose name has a meaning outside the cluster's objects, so that a prefix would break it. */
const skipped = [
  { kind: 'CustomResourceDefinition' },
  { group: 'apiregistration.k8s.io', kind: 'APIService' },
  { kind: 'Namespace' },
];

/** `namePrefix` and `nameSuffix`: put around the name of every resource but CRDs, API services and namespaces. */
export function addNameAffix(
  field: 'namePrefix' | 'nameSuffix',
  kustomization: Kustomization,
  resources: readonly Resource[],
  specs: readonly FieldSpec[],
): readonly Resource[] {
  const affix = scalarField(kustomization.node, field);
  if (affix === undefined || affix.text === '') return resources;
  const directive = { name: field, file: kustomization.file, start: affix.start };
  const join = (name: string) => (field === 'namePrefix' ? affix.text + name : name + affix.text);
  return resources.map(resource => {
    const id = originalId(resource);
    if (skipped.some(selector => isSelected(id, selector))) return resource;
    return specs
      .filter(spec => isSelected(id, spec))
      .reduce((current, spec) => {
        const isName = spec.path.join('/') === 'metadata/name';
        const remembered = isName ? rememberAffix(current, field, affix.text) : current;
        const node = updateField(remembered.node, spec.path, spec.create, {
          set: name =>
            name?.kind === 'scalar' ? setScalar(name, join(name.text), directive) : (name ?? affix),
          mismatch: () => undefined,
        });
        return withNode(remembered, node as Resource['node']);
      }, resource);
  });
}

function rememberAffix(resource: Resource, field: 'namePrefix' | 'nameSuffix', affix: string): Resource {
  const remembered = rememberId(resource);
  return field === 'namePrefix'
    ? { ...remembered, prefixes: [...remembered.prefixes, affix] }
    : { ...remembered, suffixes: [...remembered.suffixes, affix] };
}
