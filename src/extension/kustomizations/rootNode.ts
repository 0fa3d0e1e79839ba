import { Disposable, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { createNodeCache } from '../clusters/nodeCache.ts';
import type { TreeNode } from '../clusters/treeNode.ts';
import type { DeployedSet } from './deployedSets.ts';
import { keyOf } from './driftChecks.ts';
import { type GroupName, grouped, groupNames } from './grouped.ts';
import { groupTitle, kustomizationItem, usedItem } from './kustomizationItem.ts';
import type { Kustomization } from './kustomizationList.ts';
import type { KustomizationNode, TargetNode } from './rows.ts';
import { type TargetState, targetItem, targetSummaries } from './targetItem.ts';
import { targetsIn, type ViewParts } from './viewParts.ts';

/** The kustomizations of the workspace under headings; sets of open contexts are followed while the root is seen. */
export function createRootNode(parts: ViewParts): TreeNode {
  const nodes = new Map(groupNames.map(name => [name, createGroupNode(parts, name)] as const));
  return {
    id: 'root',
    item: () => {
      throw new TypeError('The root has no row');
    },
    children() {
      const groups = grouped(parts.list.all);
      return groupNames.flatMap(name => ((groups.get(name) ?? []).length > 0 ? (nodes.get(name) ?? []) : []));
    },
    watch(onChange) {
      const sets = parts.sets.watch(onChange);
      const listening = Disposable.from(parts.list.onDidChange(onChange), sets);
      return { settled: sets.settled, dispose: () => listening.dispose() };
    },
  };
}

function createGroupNode(parts: ViewParts, group: GroupName): TreeNode {
  const rows = createNodeCache<Kustomization>(
    ({ directory }) => directory,
    latest => createKustomizationNode(parts, group, latest),
  );
  const isOpen = group === 'overlays' || group === 'standalone';
  const state = isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
  const members = () => grouped(parts.list.all).get(group) ?? [];
  return {
    id: group,
    item() {
      const item = new TreeItem(groupTitle(group), state);
      item.id = group;
      item.description = String(members().length);
      item.contextValue = 'group';
      return item;
    },
    children: () => rows(members()),
  };
}

function createKustomizationNode(
  parts: ViewParts,
  group: GroupName,
  latest: () => Kustomization,
): KustomizationNode {
  const id = `${group}/${latest().directory}`;
  const targets = createNodeCache<DeployedSet>(keyOf, set => createTargetNode(parts, id, latest, set));
  const bases = usedNodes(`${id}/base`, 'bases');
  const components = usedNodes(`${id}/component`, 'components');
  const known = (directories: readonly string[]) =>
    directories.flatMap(directory => parts.list.find(directory) ?? []);
  const used = () => [
    ...bases([...known(latest().bases), ...latest().remotes]),
    ...components(known(latest().components)),
  ];
  return {
    id,
    get kustomization() {
      return latest();
    },
    item() {
      const sets = targetsIn(parts, latest());
      const states = sets.map(set => ({ set, state: stateOf(parts, latest(), set) }));
      return kustomizationItem(id, latest(), group, targetSummaries(states), sets.length + used().length > 0);
    },
    children: () => [...targets(targetsIn(parts, latest())), ...used()],
  };
}

function createTargetNode(
  parts: ViewParts,
  parentId: string,
  kustomization: () => Kustomization,
  latest: () => DeployedSet,
): TargetNode {
  const id = `${parentId}/${keyOf(latest())}`;
  return {
    id,
    get kustomization() {
      return kustomization();
    },
    get set() {
      return latest();
    },
    get scope() {
      return { kubeContext: latest().session.kubeContext };
    },
    get namespace() {
      return latest().records[0]?.namespace || latest().namespace;
    },
    item: () => targetItem(id, latest(), stateOf(parts, kustomization(), latest())),
  };
}

function stateOf(parts: ViewParts, kustomization: Kustomization, set: DeployedSet): TargetState {
  const { placeOf, distances, checks } = parts;
  const commit = set.records[0]?.commit;
  const place = placeOf(kustomization.path);
  const inContext = targetsIn(parts, kustomization).filter(({ session }) => session === set.session);
  return {
    check: checks.of(set),
    distance: commit === undefined ? undefined : distances.of(place, commit),
    isOnlyOne: inContext.length === 1,
  };
}

function usedNodes(parentId: string, kind: 'bases' | 'components') {
  const nodes = createNodeCache<Kustomization | string>(
    used => (typeof used === 'string' ? used : used.directory),
    latest => {
      const id = `${parentId}/${typeof latest() === 'string' ? latest() : (latest() as Kustomization).directory}`;
      return {
        id,
        get kustomization() {
          const used = latest();
          return typeof used === 'string' ? undefined : used;
        },
        item: () => usedItem(id, kind, latest()),
      };
    },
  );
  return nodes;
}
