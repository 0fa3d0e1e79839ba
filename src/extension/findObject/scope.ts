import type { KubeContext } from '../../cluster/kubeconfig/kubeconfig.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import type { ClusterScope } from '../clusters/clusterScope.ts';
import type { Services } from '../services.ts';

/** Where a search stays. */
export interface FindScope {
  readonly kubeContext: KubeContext;
  /** `undefined` for all of the context. */
  readonly namespace: string | undefined;
}

/** The sessions to search in: of the scope, else all that are open in the window. */
export function sessionsIn(
  opened: readonly ClusterSession[],
  scope: FindScope | undefined,
): readonly ClusterSession[] {
  return scope === undefined
    ? opened
    : opened.filter(({ kubeContext }) => kubeContext.name === scope.kubeContext.name);
}

/** A context as commands take it from rows of the tree. */
export function clusterScope(
  kubeContext: KubeContext,
  { active, filters, sessions, textOf }: Services,
): ClusterScope {
  return {
    kubeContext,
    active,
    textOf,
    open: () => sessions.open(kubeContext),
    filter: () => filters.of(kubeContext.name),
  };
}
