import { apiVersionOf, type ResourceId } from './resource.ts';

/** An object by what a manifest says of it. */
export interface ObjectIdentity {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty where none is written, and for objects of the cluster. */
  readonly namespace: string;
  readonly name: string;
}

/** What a manifest says of an id. */
export function identityOf(id: ResourceId): ObjectIdentity {
  return { apiVersion: apiVersionOf(id), kind: id.kind, namespace: id.namespace, name: id.name };
}
