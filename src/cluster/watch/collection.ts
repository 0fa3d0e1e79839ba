import type { ClusterFailure } from '../failure.ts';
import type { ObjectMeta, ResourceId } from '../resource.ts';
import type { TableContent } from '../table/table.ts';

/** An object as it is kept: what views show and nothing more. */
export interface SlimObject {
  readonly metadata: ObjectMeta;
}

/** How current a collection is. Only `live` may be shown as the present. */
export type CollectionState =
  | { readonly kind: 'connecting' }
  /** `pollSeconds` where the server cannot watch it: so old may it be. */
  | { readonly kind: 'live'; readonly pollSeconds?: number }
  /** The last known items are kept; `retryAt` is in milliseconds since the epoch. */
  | { readonly kind: 'retrying'; readonly failure: ClusterFailure; readonly retryAt: number }
  | { readonly kind: 'stopped' };

/** What a view wants to see; `slim` keeps of each object what the view shows. */
export interface CollectionQuery<T extends SlimObject> {
  readonly id: ResourceId;
  /** `undefined`: all namespaces, or a cluster-scoped resource. */
  readonly namespace: string | undefined;
  readonly labelSelector?: string;
  /** Such as `metadata.name=web`. */
  readonly fieldSelector?: string;
  /**
   * Asks for the server's table: `slim` gets the object, or its metadata only, and the `cells` of its row beside it, see
   * `table.ts`.
   */
  readonly table?: TableContent | undefined;
  /**
   * Names what `slim` keeps, where that is not what other views of the resource keep: what arrives is shared between
   * subscribers of the same view.
   */
  readonly view?: string;
  readonly slim: (object: unknown) => T;
}

/** What became different in a collection, keyed by `namespace/name`. */
export interface CollectionChange<T extends SlimObject> {
  /** Added or modified. */
  readonly set: ReadonlyMap<string, T>;
  readonly deleted: ReadonlySet<string>;
}
