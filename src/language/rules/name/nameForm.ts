import type { ResourceId } from '../../../kustomize/resource.ts';
import type { NameForm } from './validity.ts';

/** How the name of an object must be made, and how long it may be where that is less than the form allows. */
export interface NameDemand {
  readonly form: NameForm;
  readonly limit?: number;
}

/** Older servers want a letter first in the name of a Service; Kubernetes 1.36 does not. */
const isLabel: ReadonlySet<string> = new Set(['Namespace', 'Service']);

/** What the API server demands of the name; `undefined` where it is not known for certain. */
export function nameDemandOf({ group, kind }: ResourceId): NameDemand | undefined {
  // These come from API servers of their own, which have their own mind about names.
  if (group.endsWith('openshift.io')) return undefined;
  if (group === '') return { form: isLabel.has(kind) ? 'dns-label' : 'subdomain' };
  if (group === 'rbac.authorization.k8s.io') return { form: 'path-segment' };
  if (group === 'batch' && kind === 'CronJob') return { form: 'subdomain', limit: 52 };
  return { form: 'subdomain' };
}
