import type { KubeContext } from '../../cluster/kubeconfig.ts';
import type { TextOf } from '../../messages/text.ts';
import type { ActiveContext } from '../activeContext.ts';
import type { ClusterSession } from '../clusterSessions.ts';

/** What the rows below a context share. */
export interface ClusterScope {
  readonly kubeContext: KubeContext;
  readonly active: ActiveContext;
  readonly textOf: TextOf;
  readonly open: () => Promise<ClusterSession>;
}
