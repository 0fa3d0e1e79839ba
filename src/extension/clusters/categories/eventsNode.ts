import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { type EventSummary, events } from '../../../cluster/kinds/event.ts';
import type { Listed } from '../../../cluster/kinds/kindQuery.ts';
import { age } from '../age.ts';
import { type ClusterScope, listScope } from '../clusterScope.ts';
import { factText } from '../factText.ts';
import type { KindNode } from '../kindNode.ts';
import { createListRows } from '../listRows.ts';
import { createLiveList } from '../liveList.ts';
import type { ObjectNode } from '../objectNode.ts';
import { createPagedRows } from '../pagedRows.ts';

/** What happens in the namespaces that are shown, the latest first. */
export function createEventsNode(parentId: string, scope: ClusterScope): KindNode {
  const id = `${parentId}/events`;
  const list = createLiveList(scope.open, events, () => listScope(scope));
  const rows = createListRows(id, scope, l10n.t('No events'));
  const paged = createPagedRows<Listed<EventSummary>>(id, scope, latest =>
    createEventNode(id, scope, latest),
  );
  return {
    id,
    scope,
    listedKind: events,
    item() {
      const item = new TreeItem(l10n.t('Events'), TreeItemCollapsibleState.Collapsed);
      item.id = id;
      item.iconPath = new ThemeIcon('history');
      item.contextValue = 'kind';
      return item;
    },
    children: () =>
      rows(list, paged([...list.all()].sort((one, other) => (one.lastSeen < other.lastSeen ? 1 : -1)))),
    watch: onChange => list.watch(() => onChange()),
  };
}

/** The row of an event: why, about what, and what it says. */
export function createEventNode(
  parentId: string,
  scope: ClusterScope,
  latest: () => Listed<EventSummary>,
): ObjectNode {
  const id = `${parentId}/${latest().metadata.uid}`;
  return {
    id,
    scope,
    kind: events,
    get object() {
      return latest();
    },
    item() {
      const { reason, about, facts, health, lastSeen, metadata } = latest();
      const now = Date.now();
      const item = new TreeItem(reason);
      item.id = id;
      const told = facts.map(fact => factText(fact, now));
      item.description = [about, ...told, age(lastSeen, now)].join(' · ');
      item.tooltip = [`${about} (${metadata.namespace})`, ...told, lastSeen].join('\n');
      item.iconPath =
        health === 'bad' ? new ThemeIcon('warning', new ThemeColor('charts.yellow')) : new ThemeIcon('info');
      item.contextValue = 'object Event';
      return item;
    },
  };
}
