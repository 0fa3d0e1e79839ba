import { l10n, type ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Listed } from '../../cluster/kinds/kindQuery.ts';
import type { ListedKind, Summary } from '../../cluster/kinds/summary.ts';
import type { TableColumn } from '../../cluster/table/table.ts';
import { age } from './age.ts';
import { factSentence, factText } from './factText.ts';
import { healthIcon } from './health.ts';
import type { LiveList } from './liveList.ts';

/** The row of an object: what its kind tells of it, and in the tooltip all that the server's table has. */
export function objectItem(
  id: string,
  kind: ListedKind,
  icon: ThemeIcon,
  { columns, offers }: Pick<LiveList<Summary>, 'columns' | 'offers'>,
  object: Listed,
  isExpandable: boolean,
): TreeItem {
  const { metadata, facts, health, capabilities } = object;
  const now = Date.now();
  const item = new TreeItem(metadata.name, collapsible(kind, object, isExpandable));
  item.id = id;
  const isLeaving = metadata.deletionTimestamp !== undefined && kind.kind !== 'Pod';
  const cells = cellsToTell(columns, object);
  const told = [...facts.map(fact => factText(fact, now)), ...(facts.length === 0 ? cells.row : [])];
  item.description = [
    ...(isLeaving ? ['Terminating'] : []),
    ...told,
    age(metadata.creationTimestamp, now),
  ].join(' · ');
  const place = metadata.namespace === '' ? metadata.name : `${metadata.namespace}/${metadata.name}`;
  item.tooltip = [
    `${kind.kind} ${place}`,
    ...(object.trouble === '' ? [] : [object.trouble]),
    ...facts.map(fact => factSentence(fact, now)),
    ...cells.tooltip,
    l10n.t('created {0}', metadata.creationTimestamp),
  ].join('\n');
  item.iconPath = isLeaving ? healthIcon('changing') : health === undefined ? icon : healthIcon(health);
  const offered = capabilities.filter(each => offers(offerOf[each], metadata.namespace));
  item.contextValue = ['object', kind.kind, ...offered].join(' ');
  return item;
}

const offerOf = { loggable: 'log', forwardable: 'forward' } as const;

/** A ReplicaSet only stands between a Deployment and its pods, so those in use are open from the start. */
function collapsible(kind: ListedKind, { facts }: Summary, isExpandable: boolean): TreeItemCollapsibleState {
  if (!isExpandable) return TreeItemCollapsibleState.None;
  const isInUse = facts.some(fact => fact.fact === 'ready' && fact.wanted > 0);
  return kind.kind === 'ReplicaSet' && isInUse
    ? TreeItemCollapsibleState.Expanded
    : TreeItemCollapsibleState.Collapsed;
}

/** The server's cells but for name and age, which rows tell in their own way. */
function cellsToTell(
  columns: readonly TableColumn[],
  { cells }: Listed,
): { readonly row: readonly string[]; readonly tooltip: readonly string[] } {
  const told = columns.flatMap((column, index) => {
    const text = cells[index] ?? '';
    return column.name === 'Name' || column.name === 'Age' || text === '' || text === '<none>'
      ? []
      : [{ column, text }];
  });
  return {
    row: told.filter(({ column }) => column.priority === 0).map(({ text }) => text),
    tooltip: told.map(({ column, text }) => `${column.name}: ${text}`),
  };
}
