import { l10n } from 'vscode';
import { cronJobs } from '../../cluster/kinds/cronJob.ts';
import { daemonSets } from '../../cluster/kinds/daemonSet.ts';
import { deployments } from '../../cluster/kinds/deployment.ts';
import { jobs } from '../../cluster/kinds/job.ts';
import { pods } from '../../cluster/kinds/pod.ts';
import { replicaSets } from '../../cluster/kinds/replicaSet.ts';
import { statefulSets } from '../../cluster/kinds/statefulSet.ts';
import type { ListedKind, Summary } from '../../cluster/kinds/summary.ts';
import type { ObjectMeta } from '../../cluster/resource.ts';
import type { ClusterScope } from './clusterScope.ts';
import { createListRows } from './listRows.ts';
import { createLiveList } from './liveList.ts';
import type { TreeNode } from './treeNode.ts';

/** What a kind's objects own: directly, or through a kind that stands between and is not shown. */
interface Ownership {
  readonly owned: ListedKind;
  readonly through?: ListedKind;
}

const ownerships: ReadonlyMap<ListedKind, Ownership> = new Map<ListedKind, Ownership>([
  [deployments, { owned: pods, through: replicaSets }],
  [statefulSets, { owned: pods }],
  [daemonSets, { owned: pods }],
  [jobs, { owned: pods }],
  [cronJobs, { owned: jobs }],
]);

/** The rows below an object that owns others, and what keeps them current; `undefined` for what owns none. `make` makes one. */
export function createOwnedRows(
  parentId: string,
  scope: ClusterScope,
  kind: ListedKind,
  { namespace, uid }: ObjectMeta,
  make: (owned: ListedKind, latest: () => Summary) => TreeNode,
): Required<Pick<TreeNode, 'children' | 'watch'>> | undefined {
  const ownership = ownerships.get(kind);
  if (ownership === undefined) return undefined;
  const { owned, through } = ownership;
  const list = createLiveList(scope.open, owned, namespace);
  const between = through && createLiveList(scope.open, through, namespace);
  const none = owned === pods ? l10n.t('No pods') : l10n.t('No Jobs');
  const rows = createListRows<Summary>(parentId, scope, latest => make(owned, latest), none);
  return {
    children() {
      if (between === undefined) return rows(list, list.items.filter(isOwnedBy([uid])));
      const owners = between.items.filter(isOwnedBy([uid])).map(({ metadata }) => metadata.uid);
      // Without those between nobody knows whose they are.
      return rows(between.state.kind === 'live' ? list : between, list.items.filter(isOwnedBy(owners)));
    },
    watch(onChange) {
      const watches = [list, ...(between === undefined ? [] : [between])].map(each => each.watch(onChange));
      return {
        settled: Promise.all(watches.map(({ settled }) => settled)).then(() => {}),
        dispose() {
          for (const watch of watches) watch.dispose();
        },
      };
    },
  };
}

function isOwnedBy(uids: readonly string[]): (object: Summary) => boolean {
  return ({ metadata }) => metadata.owners.some(owner => owner.controller && uids.includes(owner.uid));
}
