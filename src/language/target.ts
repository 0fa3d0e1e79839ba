import type { KubernetesVersion } from '../schema/kubernetes/kubernetesVersion.ts';
import type { TypeOfKind } from './customTypes.ts';

/** What is known of the cluster that objects are for. */
export interface Target {
  /** `undefined` where nobody says. */
  readonly version: KubernetesVersion | undefined;
  /** The types of kinds that Kubernetes does not have, beside those that the build itself defines. */
  readonly typeOf: TypeOfKind;
}
