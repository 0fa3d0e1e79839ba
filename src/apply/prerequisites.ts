import { type ClusterFailure, isFailure } from '../cluster/failure.ts';
import type { Resource } from '../kustomize/resource.ts';
import type { PlannedObject, Prerequisite } from './plan.ts';

/** Of the role, though it says binding. */
const boundRole = /rolebindings\.rbac\.authorization\.k8s\.io "([^"]+)" not found/;

/** Kinds without whose objects the server refuses others at once: it looks for what a pod or a binding names. */
const missing: Readonly<Record<string, RegExp>> = {
  ServiceAccount: /\bservice ?account "([^"]+)" not found/i,
  PriorityClass: /\bno PriorityClass with name "?([^\s"]+)"? was found/,
  RuntimeClass: /\bRuntimeClass "([^"]+)" not found/,
  Role: boundRole,
  ClusterRole: boundRole,
};

/** Groups of those kinds, and of a LimitRange, which has to be there before the pods that it is for. */
const groups: Readonly<Record<string, string>> = {
  ServiceAccount: '',
  LimitRange: '',
  PriorityClass: 'scheduling.k8s.io',
  RuntimeClass: 'node.k8s.io',
  Role: 'rbac.authorization.k8s.io',
  ClusterRole: 'rbac.authorization.k8s.io',
};

/** Whether an object is of a kind that the admission of others asks for, and so is applied before them. */
export function isPrerequisite({ id }: Pick<Resource, 'id'>): boolean {
  return Object.hasOwn(groups, id.kind) && groups[id.kind] === id.group;
}

/** What the server did not find of the objects that are applied too; `undefined` where it refuses for another reason. */
export function prerequisiteOf(
  failure: ClusterFailure,
  { namespace }: Pick<PlannedObject, 'namespace'>,
  objects: Iterable<PlannedObject>,
): Prerequisite | undefined {
  for (const { phase, kind, name, namespace: own } of objects) {
    const isReachable = own === undefined || own === namespace;
    if (phase === 'prerequisites' && isReachable && isMissing(failure, { kind, name })) {
      return { kind, name, isNew: true };
    }
  }
  return undefined;
}

/** Whether a refusal says that this object is not there. */
export function isMissing(
  failure: ClusterFailure,
  { kind, name }: Pick<Prerequisite, 'kind' | 'name'>,
): boolean {
  if (!isFailure(failure, 'response.forbidden') && !isFailure(failure, 'response.not-found')) return false;
  return missing[kind]?.exec(failure.params.message)?.[1] === name;
}
