import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { customGroups } from '../../../cluster/customGroups.ts';
import type { Discovery } from '../../../cluster/discovery.ts';
import { kindOf, nameOf } from '../../../cluster/kinds/kinds.ts';
import type { ApiResource } from '../../../cluster/resource.ts';
import { isClusterFailure } from '../../failureText.ts';
import type { ClusterScope } from '../clusterScope.ts';
import { createServedLooks, customDefinitions } from '../customDefinitions.ts';
import { createFailureNode } from '../failureNode.ts';
import { createKindNode } from '../kindNode.ts';
import { createLiveList, inTheCluster } from '../liveList.ts';
import { createMessageNode } from '../messageNode.ts';
import { createNodeCache } from '../nodeCache.ts';
import type { TreeNode, Watch } from '../treeNode.ts';
import { labelOfKind } from './builtInKinds.ts';

/** The API groups that are not Kubernetes' own, from discovery; asked for again as definitions come and go. */
export function createCustomResourcesNode(parentId: string, scope: ClusterScope): TreeNode {
  const id = `${parentId}/custom`;
  const list = createLiveList(scope.open, customDefinitions, () => inTheCluster);
  const definitionsNode = createKindNode(id, scope, labelOfKind(customDefinitions, 'symbol-class'));
  const none = createMessageNode(`${id}/none`, l10n.t('No custom resources'), undefined);
  let discovery: Discovery | undefined;
  let failure: TreeNode | undefined;
  const groupsOf = createNodeCache<readonly [string, readonly ApiResource[]]>(
    ([group]) => group,
    latest => createGroupNode(id, scope, latest()[0], () => latest()[1]),
  );

  async function discover(): Promise<void> {
    try {
      discovery = await (await scope.open()).discovery.discover();
      failure = undefined;
    } catch (error) {
      if (!isClusterFailure(error)) throw error;
      failure = createFailureNode(id, error, scope.textOf, scope.kubeContext.name);
    }
  }

  function watch(onChange: () => void): Watch {
    const look = () => discover().then(onChange, () => {});
    const looks = createServedLooks(look);
    const watching = list.watch(looks.definitionsChanged);
    // Whoever may not list the definitions can still know what is served.
    return {
      settled: look(),
      dispose() {
        looks.dispose();
        watching.dispose();
      },
    };
  }

  return {
    id,
    item() {
      const item = new TreeItem(l10n.t('Custom Resources'), TreeItemCollapsibleState.Collapsed);
      item.id = id;
      item.iconPath = new ThemeIcon('extensions');
      item.contextValue = 'category';
      return item;
    },
    children() {
      const groups = discovery === undefined ? [] : groupsOf([...customGroups(discovery)]);
      const rows = groups.length === 0 && failure === undefined ? [none] : groups;
      return [...(failure === undefined ? [] : [failure]), definitionsNode, ...rows];
    },
    watch,
  };
}

function createGroupNode(
  parentId: string,
  scope: ClusterScope,
  group: string,
  resources: () => readonly ApiResource[],
): TreeNode {
  const id = `${parentId}/${group}`;
  const kinds = createNodeCache<ApiResource>(
    resource => `${nameOf(resource)}/${resource.version}`,
    latest => createKindNode(id, scope, labelOfKind(kindOf(latest()), 'symbol-interface')),
  );
  return {
    id,
    item() {
      const item = new TreeItem(group, TreeItemCollapsibleState.Collapsed);
      item.id = id;
      item.iconPath = new ThemeIcon('symbol-namespace');
      item.contextValue = 'group';
      return item;
    },
    children: () => kinds(resources()),
  };
}
