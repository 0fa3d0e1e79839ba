import type { ClusterFailure } from './failure.ts';
import type { ObjectMeta, ResourceId } from './resource.ts';

/** An object as it is kept: what views show and nothing more. */
export interface SlimObject {
  readonly metadata: ObjectMeta;
}

/** How current a collection is. Only `live` may be shown as the present. */
export type CollectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** The last known items are kept; `retryAt` is in milliseconds since the epoch. */
  | { readonly kind: 'retrying'; readonly failure: ClusterFailure; readonly retryAt: number }
  | { readonly kind: 'stopped' };

/** What a view wants to see; `slim` keeps of each object what the view shows. */
export interface CollectionQuery<T extends SlimObject> {
  readonly id: ResourceId;
  /** `undefined`: all namespaces, or a cluster-scoped resource. */
  readonly namespace: string | undefined;
  readonly labelSelector?: string;
  /** Must be the same function for the same resource: what arrives is shared between subscribers. */
  readonly slim: (object: unknown) => T;
}

/** A subscriber's view of a shared collection. */
export interface Subscription<T extends SlimObject> {
  /** Keyed by `namespace/name`; a new map after each change, so it can be compared by identity. */
  readonly items: ReadonlyMap<string, T>;
  readonly state: CollectionState;
  /** Lets go; the last one to do so ends the watch after a while. Harmless when repeated. */
  dispose(): void;
}

/** The shared, live collections of one connection: one watch per query, however many views look at it. */
export interface ObjectStore {
  /** `onChange` is called after items or state changed, at most once per turn of the event loop. */
  subscribe<T extends SlimObject>(query: CollectionQuery<T>, onChange: () => void): Subscription<T>;
  /** Ends all watches; does not close the connection. */
  dispose(): void;
}
