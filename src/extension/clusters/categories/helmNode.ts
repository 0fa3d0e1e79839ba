import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { type HelmRevision, helmRevisions } from '../../../cluster/kinds/helmRelease.ts';
import type { Listed } from '../../../cluster/kinds/kindQuery.ts';
import { age } from '../age.ts';
import { type ClusterScope, listScope } from '../clusterScope.ts';
import { factText } from '../factText.ts';
import { healthIcon } from '../health.ts';
import { createListRows } from '../listRows.ts';
import { createLiveList } from '../liveList.ts';
import { createNodeCache } from '../nodeCache.ts';
import { contains } from '../pagedRows.ts';
import type { TreeNode } from '../treeNode.ts';

/** The releases that helm keeps in the cluster, each with its revisions; what they hold is not read. */
export function createHelmNode(parentId: string, scope: ClusterScope): TreeNode {
  const id = `${parentId}/helm`;
  const list = createLiveList(scope.open, helmRevisions, () => ({
    ...listScope(scope),
    // The user's labels are on what charts make, not on helm's own records.
    labelSelector: undefined,
    fieldSelector: 'type=helm.sh/release.v1',
  }));
  const rows = createListRows(id, scope, l10n.t('No Helm releases'));
  const releases = createNodeCache<readonly Listed<HelmRevision>[]>(
    ([revision]) => `${revision?.metadata.namespace}/${revision?.release}`,
    latest => createReleaseNode(id, latest),
  );
  return {
    id,
    item() {
      const item = new TreeItem(l10n.t('Helm Releases'), TreeItemCollapsibleState.Collapsed);
      item.id = id;
      item.iconPath = new ThemeIcon('package');
      item.contextValue = 'category';
      return item;
    },
    children: () => rows(list, releases(releasesOf(list.items, scope.filter().text))),
    watch: onChange => list.watch(() => onChange()),
  };
}

/** The revisions of each release, the latest first. */
function releasesOf(
  revisions: readonly Listed<HelmRevision>[],
  text: string | undefined,
): readonly (readonly Listed<HelmRevision>[])[] {
  const wanted = text === undefined ? revisions : revisions.filter(each => contains(each, text));
  const releases = Map.groupBy(wanted, each => `${each.metadata.namespace}/${each.release}`);
  return [...releases.values()].map(all => all.toSorted((one, other) => other.revision - one.revision));
}

function createReleaseNode(parentId: string, latest: () => readonly Listed<HelmRevision>[]): TreeNode {
  const [{ release, metadata } = { release: '', metadata: { namespace: '' } }] = latest();
  const id = `${parentId}/${metadata.namespace}/${release}`;
  const revisions = createNodeCache<Listed<HelmRevision>>(
    ({ revision }) => String(revision),
    revision => revisionNode(id, revision),
  );
  return {
    id,
    item() {
      const [newest] = latest();
      const item = new TreeItem(release, TreeItemCollapsibleState.Collapsed);
      item.id = id;
      if (newest !== undefined) {
        item.description = [metadata.namespace, ...toldOf(newest)].join(' · ');
        item.iconPath = newest.health === undefined ? new ThemeIcon('package') : healthIcon(newest.health);
      }
      item.contextValue = 'helmRelease';
      return item;
    },
    children: () => revisions(latest()),
  };
}

function revisionNode(parentId: string, latest: () => Listed<HelmRevision>): TreeNode {
  const id = `${parentId}/${latest().revision}`;
  return {
    id,
    item() {
      const revision = latest();
      const item = new TreeItem(l10n.t('Revision {0}', revision.revision));
      item.id = id;
      item.description = toldOf(revision).slice(1).join(' · ');
      item.iconPath = healthIcon(revision.health ?? 'off');
      item.contextValue = 'helmRevision';
      return item;
    },
  };
}

/** Its number, helm's word for its state, and its age. */
function toldOf({ revision, facts, metadata }: HelmRevision): string[] {
  const now = Date.now();
  return [
    l10n.t('revision {0}', revision),
    ...facts.map(fact => factText(fact, now)),
    age(metadata.creationTimestamp, now),
  ];
}
