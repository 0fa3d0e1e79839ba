import { cronJobs } from '../../cluster/kinds/cronJob.ts';
import { daemonSets } from '../../cluster/kinds/daemonSet.ts';
import { deployments } from '../../cluster/kinds/deployment.ts';
import { jobs } from '../../cluster/kinds/job.ts';
import type { Listed } from '../../cluster/kinds/kindQuery.ts';
import { pods } from '../../cluster/kinds/pod.ts';
import { replicaSets } from '../../cluster/kinds/replicaSet.ts';
import { statefulSets } from '../../cluster/kinds/statefulSet.ts';
import type { ListedKind, Summary } from '../../cluster/kinds/summary.ts';
import type { ObjectMeta } from '../../cluster/resource.ts';
import { categories } from './categories/builtInKinds.ts';
import { type ClusterScope, listScope } from './clusterScope.ts';
import { createListRows } from './listRows.ts';
import { createLiveList, type LiveList } from './liveList.ts';
import { createNodeCache } from './nodeCache.ts';
import type { TreeNode } from './treeNode.ts';

/** What a kind's objects own. */
const ownerships: ReadonlyMap<ListedKind, ListedKind> = new Map<ListedKind, ListedKind>([
  [deployments, replicaSets],
  [replicaSets, pods],
  [statefulSets, pods],
  [daemonSets, pods],
  [jobs, pods],
  [cronJobs, jobs],
]);

/** Makes the row of an owned object, which is of `kind` and comes from `list`. */
type MakeOwned = (kind: ListedKind, list: LiveList<Summary>, latest: () => Listed) => TreeNode;

/** The rows below an object that owns others, and what keeps them current; `undefined` for what owns none. */
export function createOwnedRows(
  parentId: string,
  scope: ClusterScope,
  kind: ListedKind,
  { namespace, uid }: ObjectMeta,
  make: MakeOwned,
): Required<Pick<TreeNode, 'children' | 'watch'>> | undefined {
  const owned = ownerships.get(kind);
  if (owned === undefined) return undefined;
  const list = createLiveList(scope.open, owned, () => ({
    // An owner is shown with all it owns, whatever labels that has.
    ...listScope(scope),
    labelSelector: undefined,
    namespaces: [namespace],
  }));
  const rowsOf = createNodeCache<Listed>(
    object => object.metadata.uid,
    latest => make(owned, list, latest),
  );
  const none = categories.flatMap(({ kinds }) => kinds).find(each => each.kind === owned)?.none ?? '';
  const rows = createListRows(parentId, scope, none);
  return {
    children() {
      const objects = list.inNamespace(namespace).filter(({ metadata }) => isOwnedBy(metadata, uid));
      return rows(list, rowsOf(objects));
    },
    watch: onChange => list.watch(() => onChange()),
  };
}

function isOwnedBy({ owners }: ObjectMeta, uid: string): boolean {
  return owners.some(owner => owner.controller && owner.uid === uid);
}
