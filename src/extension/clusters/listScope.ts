import type { KindScope } from '../../cluster/kinds/kindQuery.ts';

/** Which objects of a kind to follow. */
export interface ListScope extends Pick<KindScope, 'labelSelector' | 'fieldSelector'> {
  /** `undefined`: all of them, or what the cluster has. */
  readonly namespaces: readonly string[] | undefined;
  /** Those that are left to a user who may not list all, where none are named. */
  readonly ownNamespaces: readonly string[];
}
