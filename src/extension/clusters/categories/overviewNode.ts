import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { daemonSets } from '../../../cluster/kinds/daemonSet.ts';
import { deployments } from '../../../cluster/kinds/deployment.ts';
import { jobs } from '../../../cluster/kinds/job.ts';
import type { Listed } from '../../../cluster/kinds/kindQuery.ts';
import { nodes } from '../../../cluster/kinds/node.ts';
import { pods } from '../../../cluster/kinds/pod.ts';
import { statefulSets } from '../../../cluster/kinds/statefulSet.ts';
import type { ListedKind, Summary } from '../../../cluster/kinds/summary.ts';
import { type ClusterScope, listScope } from '../clusterScope.ts';
import { createObjectNode } from '../createObjectNode.ts';
import { createListRows } from '../listRows.ts';
import { createLiveList, inTheCluster, type LiveList } from '../liveList.ts';
import { createPagedRows } from '../pagedRows.ts';
import type { TreeNode } from '../treeNode.ts';

/** What can be in trouble, most telling first. */
const observed: readonly ListedKind[] = [nodes, deployments, statefulSets, daemonSets, jobs, pods];

/** How the cluster does: how much there is, and below it everything that is in trouble. */
export function createOverviewNode(parentId: string, scope: ClusterScope): TreeNode {
  const id = `${parentId}/overview`;
  const lists = observed.map(kind => ({
    kind,
    list: createLiveList(scope.open, kind, () => (kind.namespaced ? listScope(scope) : inTheCluster)),
  }));
  const rows = createListRows(id, scope, l10n.t('Nothing is in trouble'));
  const sections = lists.map(({ kind, list }) => ({
    list,
    // An object may stand here and below its kind, so its row has another identity here.
    rows: createPagedRows<Listed>(`${id}/${kind.id.resource}`, scope, latest =>
      createObjectNode(`${id}/${kind.id.resource}`, scope, kind, new ThemeIcon('error'), list, latest),
    ),
  }));
  return {
    id,
    item() {
      const item = new TreeItem(l10n.t('Overview'), TreeItemCollapsibleState.Collapsed);
      item.id = id;
      item.iconPath = new ThemeIcon('pulse');
      item.description = summaryOf(lists.map(({ list }) => list));
      item.contextValue = 'overview';
      return item;
    },
    children: () =>
      rows(
        worst(lists),
        sections.flatMap(each => each.rows(inTrouble(each.list))),
      ),
    watch(onChange) {
      const watches = lists.map(({ list }) => list.watch(() => onChange()));
      return {
        settled: Promise.all(watches.map(({ settled }) => settled)).then(() => {}),
        dispose() {
          for (const watch of watches) watch.dispose();
        },
      };
    },
  };
}

function inTrouble(list: LiveList<Summary>): readonly Listed[] {
  return [...list.all()].filter(({ health }) => health === 'bad').sort(byPlace);
}

function byPlace({ metadata: one }: Listed, { metadata: other }: Listed): number {
  if (one.namespace !== other.namespace) return one.namespace < other.namespace ? -1 : 1;
  return one.name < other.name ? -1 : 1;
}

/** The list that has most to say about why rows may be missing. */
function worst(lists: readonly { readonly list: LiveList<Summary> }[]): Pick<LiveList<Summary>, 'state'> {
  const states = lists.map(({ list }) => list.state);
  const rank = { retrying: 0, connecting: 1, stopped: 2, live: 3 };
  const [state] = states.toSorted((one, other) => rank[one.kind] - rank[other.kind]);
  return { state: state ?? { kind: 'connecting' } };
}

/** Empty until the numbers are known. */
function summaryOf(lists: readonly LiveList<Summary>[]): string {
  const [nodeList] = lists;
  const podList = lists.at(-1);
  if (nodeList?.state.kind !== 'live' || podList?.state.kind !== 'live') return '';
  const bad = lists.reduce((sum, list) => sum + inTrouble(list).length, 0);
  return [
    ...(bad === 0 ? [] : [l10n.t('in trouble: {0}', bad)]),
    l10n.t('nodes: {0}', nodeList.count),
    l10n.t('pods: {0}', podList.count),
  ].join(' · ');
}
