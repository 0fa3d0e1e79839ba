import { isClusterScoped } from '../../schema/openapi.ts';
import { type PathLocation, valueAt } from '../../yaml/location.ts';
import { get, withEntry, type YamlNode } from '../../yaml/node.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { isNullNode, type Kustomization, scalarField } from '../load/kustomization.ts';
import { formatId, idKey, type Resource, rememberId, withNode } from '../resource.ts';
import { type FieldSpec, mapItems, specsFor, updateField, updateFields } from './fieldSpec.ts';
import { type Directive, setString } from './setScalar.ts';

/** What the namespace transformer does, whether from the field `namespace` or from a plugin's configuration. */
export interface NamespaceChange {
  readonly namespace: string;
  readonly directive: Directive;
  readonly specs: readonly FieldSpec[];
  /** Sets only namespaces that are empty. */
  readonly unsetOnly: boolean;
  readonly subjects: 'defaultOnly' | 'allServiceAccounts' | 'none';
  readonly location: PathLocation;
}

/** `namespace`: for every object that is not certainly cluster-scoped, and for Namespace objects their name. */
export function setNamespace(
  context: BuildContext,
  kustomization: Kustomization,
  resources: readonly Resource[],
  specs: readonly FieldSpec[],
): readonly Resource[] {
  const value = scalarField(kustomization.node, 'namespace');
  if (value === undefined || value.text === '') return resources;
  return changeNamespace(context, resources, {
    namespace: value.text,
    directive: { name: 'namespace', file: kustomization.file, start: value.start },
    specs,
    unsetOnly: false,
    subjects: 'defaultOnly',
    location: valueAt(kustomization.file, ['namespace']),
  });
}

/** Applies a change of namespace; reports objects that get the same id by it. */
export function changeNamespace(
  context: BuildContext,
  resources: readonly Resource[],
  change: NamespaceChange,
): readonly Resource[] {
  const changed = resources.map(resource => changeOne(context, resource, change));
  const seen = new Map<string, Resource>();
  for (const resource of changed) {
    const key = idKey(resource.id);
    const first = seen.get(key);
    seen.set(key, resource);
    if (first === undefined || (first.fromChart && resource.fromChart)) continue;
    const related = [first.location, resource.location];
    report(context, 'namespace.conflict', { id: formatId(resource.id) }, change.location, related);
  }
  return changed;
}

function changeOne(context: BuildContext, resource: Resource, change: NamespaceChange): Resource {
  return resource.fromChart ? resource : writeNamespace(context, rememberId(resource), change);
}

/** Writes the namespace wherever it belongs in one resource, without remembering what the resource was called before. */
export function writeNamespace(context: BuildContext, resource: Resource, change: NamespaceChange): Resource {
  const set = (node: YamlNode | undefined): YamlNode => {
    if (node !== undefined && node.kind !== 'scalar') {
      mismatch();
      return node;
    }
    if (change.unsetOnly && node !== undefined && node.text !== '') return node;
    return setString(node, change.namespace, change.directive);
  };
  const mismatch = () =>
    report(
      context,
      'transformer.bad-field',
      { resource: formatId(resource.id), field: 'namespace' },
      change.location,
      [resource.location],
    );
  const update = { set, mismatch, leaf: 'scalar' } as const;
  const { id } = resource;
  let node: Resource['node'] = resource.node;
  if (!isClusterScoped(id)) {
    node = updateField(node, ['metadata', 'namespace'], true, update) as Resource['node'];
  }
  const isBinding = id.kind === 'RoleBinding' || id.kind === 'ClusterRoleBinding';
  if (isBinding) node = changeSubjects(node, change, set, mismatch);
  const specs = specsFor(change.specs, id).filter(spec => {
    const path = spec.path.join('/');
    if (path === 'metadata/namespace') return false;
    if (path === 'metadata/name' && (id.group !== '' || id.version !== 'v1')) return false;
    return !(isBinding && path === 'subjects/namespace');
  });
  return withNode(resource, updateFields(node, specs, update));
}

/** Subjects called `default`, or every ServiceAccount, move along. */
function changeSubjects(
  node: Resource['node'],
  change: NamespaceChange,
  set: (node: YamlNode | undefined) => YamlNode,
  mismatch: () => void,
): Resource['node'] {
  const subjects = get(node, 'subjects');
  if (change.subjects === 'none' || subjects === undefined || isNullNode(subjects)) return node;
  if (subjects.kind !== 'sequence') {
    mismatch();
    return node;
  }
  const updated = mapItems(subjects, subject => {
    if (subject.kind !== 'mapping') {
      if (!isNullNode(subject)) mismatch();
      return subject;
    }
    const [key, wanted] =
      change.subjects === 'defaultOnly' ? ['name', 'default'] : ['kind', 'ServiceAccount'];
    const value = get(subject, key);
    if (value !== undefined && value.kind !== 'scalar') mismatch();
    const concerned = value?.kind === 'scalar' && value.text === wanted;
    return concerned ? withEntry(subject, 'namespace', set(get(subject, 'namespace'))) : subject;
  });
  return updated === subjects ? node : withEntry(node, 'subjects', updated);
}
