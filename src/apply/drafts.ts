import type { Resource } from '../kustomize/resource.ts';
import { get, type YamlNode } from '../yaml/node.ts';
import { objectLocation } from './fieldLocation.ts';
import { describeObject, type ObjectName } from './objectName.ts';
import type { Phase } from './plan.ts';
import { isPrerequisite } from './prerequisites.ts';
import { problemOf } from './problemOf.ts';
import type { ApplyProblem } from './problems.ts';

/** What can be said of an object without asking the server. */
export function ownProblems(resource: Resource, name: ObjectName): readonly ApplyProblem[] {
  const object = describeObject(name);
  const here = objectLocation(resource);
  if (name.name === '') return [problemOf('apply.no-name', { object }, here)];
  return isEncrypted(resource) ? [problemOf('apply.encrypted', { object }, here)] : [];
}

/** SOPS keeps its own record in the top-level field `sops`; without it the values still give it away. */
function isEncrypted({ node, id }: Resource): boolean {
  if (get(node, 'sops') !== undefined) return true;
  if (id.kind !== 'Secret' || id.group !== '') return false;
  return [get(node, 'data'), get(node, 'stringData')].some(isCiphertext);
}

function isCiphertext(values: YamlNode | undefined): boolean {
  return (
    values?.kind === 'mapping' &&
    values.values.some(value => value.kind === 'scalar' && value.text.startsWith('ENC['))
  );
}

/** CRDs, Namespaces and what admission asks for before what needs them; what intercepts writes after everything that it could refuse. */
export function phaseOf({ id }: Resource): Phase {
  if (id.group === 'apiextensions.k8s.io' && id.kind === 'CustomResourceDefinition') return 'crds';
  if (id.group === '' && id.kind === 'Namespace') return 'namespaces';
  if (isPrerequisite({ id })) return 'prerequisites';
  return id.group === 'admissionregistration.k8s.io' ? 'webhooks' : 'objects';
}

/**
 * Whether it says anything beside its name. Applied a second time, one that does not would only get a note about
 * whoever made its fields (`before-first-apply`), which is a change of the object.
 */
export function saysNothing({ node }: Resource): boolean {
  const metadata = get(node, 'metadata');
  const named = metadata?.kind === 'mapping' ? metadata.keys : [];
  return (
    node.keys.every(key => ['apiVersion', 'kind', 'metadata'].includes(key)) &&
    named.every(key => key === 'name' || key === 'namespace')
  );
}
