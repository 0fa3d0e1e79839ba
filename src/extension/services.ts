import type { LogOutputChannel } from 'vscode';
import type { TextOf } from '../messages/text.ts';
import type { ActiveContext } from './activeContext.ts';
import type { ClusterFilters } from './clusterFilters.ts';
import type { ClusterSessions } from './clusterSessions.ts';
import type { Kubeconfigs } from './kubeconfigs.ts';
import type { ForwardList } from './portForwards/forwardList.ts';

/** What commands work with; made once by `compose`, which owns all of it. */
export interface Services {
  readonly log: LogOutputChannel;
  readonly textOf: TextOf;
  readonly kubeconfigs: Kubeconfigs;
  readonly active: ActiveContext;
  readonly sessions: ClusterSessions;
  readonly filters: ClusterFilters;
  readonly forwards: ForwardList;
}
