import type { KubeContext } from '../../cluster/kubeconfig/kubeconfig.ts';
import type { TextOf } from '../../messages/text.ts';
import type { ActiveContext } from '../activeContext.ts';
import type { ClusterFilter } from '../clusterFilters.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import type { ListScope } from './listScope.ts';

/** What the rows below a context share. */
export interface ClusterScope {
  readonly kubeContext: KubeContext;
  readonly active: ActiveContext;
  readonly textOf: TextOf;
  readonly open: () => Promise<ClusterSession>;
  /** What the user wants to see of the context, as it is now. */
  readonly filter: () => ClusterFilter;
}

/** Which objects of a kind the user wants to see. */
export function listScope({ kubeContext, active, filter }: ClusterScope): ListScope {
  const { namespaces, labelSelector } = filter();
  return { namespaces, labelSelector, ownNamespaces: [active.namespaceOf(kubeContext)] };
}
