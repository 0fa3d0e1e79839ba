import { isClusterScoped } from '../../schema/openapi.ts';
import { get, textAt, type YamlNode } from '../../yaml/node.ts';
import { resolveScalar } from '../../yaml/resolve.ts';
import { effectiveNamespace, type Resource } from '../resource.ts';

/** Whether a reference can lead to a resource at all, as `SubsetThatCouldBeReferencedByResource` decides it. */
export function isCandidate(referrer: Resource, target: Resource): boolean {
  return inReach(referrer, target) || subjectNamespaces(referrer).has(target.id.namespace);
}

/** Whether a resource may name another: cluster scope on either side, one namespace, or a ServiceAccount elsewhere. */
export function couldRefer(referrer: Resource, target: Resource): boolean {
  return inReach(referrer, target) || (target.id.kind === 'ServiceAccount' && isCandidate(referrer, target));
}

function inReach(referrer: Resource, target: Resource): boolean {
  if (isClusterScoped(referrer.id) || isClusterScoped(target.id)) return true;
  return effectiveNamespace(referrer.id) === effectiveNamespace(target.id);
}

/** The namespaces of the service accounts that a RoleBinding names. */
function subjectNamespaces(resource: Resource): ReadonlySet<string> {
  const namespaces = new Set<string>();
  if (resource.id.kind !== 'RoleBinding') return namespaces;
  const subjects = get(resource.node, 'subjects');
  if (subjects?.kind !== 'sequence') return namespaces;
  for (const subject of subjects.items) {
    const namespace = textAt(subject, 'namespace');
    if (namespace !== undefined && textAt(subject, 'kind') === 'ServiceAccount') namespaces.add(namespace);
  }
  return namespaces;
}

/**
 * Whether the official tool can read whom a RoleBinding is for: it falls over subjects that are no mappings and over kinds
 * that are no text, and refuses accounts whose namespace is none.
 */
export function hasReadableSubjects({ id, node }: Resource): boolean {
  const subjects = id.kind === 'RoleBinding' && !isClusterScoped(id) ? get(node, 'subjects') : undefined;
  if (subjects?.kind !== 'sequence') return true;
  const isText = (value: YamlNode) => value.kind === 'scalar' && resolveScalar(value).type === 'string';
  return subjects.items.every(subject => {
    if (subject.kind !== 'mapping') return false;
    const [namespace, kind] = [get(subject, 'namespace'), get(subject, 'kind')];
    if (namespace === undefined || kind === undefined) return true;
    return isText(kind) && (textAt(subject, 'kind') !== 'ServiceAccount' || isText(namespace));
  });
}

/**
 * Whether two resources got their names in the same overlays: the shorter list of prefixes (and of suffixes) is the
 * end of the longer one. Where `allowEmpty`, a resource without any goes with all.
 */
export function sameNaming(a: Resource, b: Resource, allowEmpty: boolean): boolean {
  return sameEnding(a.prefixes, b.prefixes, allowEmpty) && sameEnding(a.suffixes, b.suffixes, allowEmpty);
}

function sameEnding(a: readonly string[], b: readonly string[], allowEmpty: boolean): boolean {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  if (shorter.length === 0) return allowEmpty || longer.length === 0;
  return shorter.every((value, index) => longer[index + longer.length - shorter.length] === value);
}
