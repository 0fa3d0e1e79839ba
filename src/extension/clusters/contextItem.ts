import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { CollectionState } from '../../cluster/watch/collection.ts';
import type { ClusterFilter } from '../clusterFilters.ts';
import { failureText } from '../failureText.ts';
import type { ClusterScope } from './clusterScope.ts';
import { failureTitle } from './failureNode.ts';

/** The row of a context: whether it answers, whether commands go there, and what of it is shown. */
export function contextItem(
  id: string,
  { kubeContext, active, filter, textOf }: ClusterScope,
  isKubectls: boolean,
  state: CollectionState,
): TreeItem {
  const isActive = active.target?.context === kubeContext.name;
  const item = new TreeItem(kubeContext.name, TreeItemCollapsibleState.Collapsed);
  item.id = id;
  const trouble =
    state.kind === 'retrying' && state.failure.code !== 'response.forbidden'
      ? failureTitle(state.failure)
      : undefined;
  const shown = filterText(filter());
  item.description = [
    ...(trouble === undefined ? [] : [l10n.t('{0}, trying again', trouble)]),
    // Whoever wonders why something is missing must see it in a narrow row.
    ...shown,
    ...(isActive ? [l10n.t('active')] : []),
    ...(isKubectls ? [l10n.t("kubectl's current")] : []),
  ].join(' · ');
  item.tooltip = [
    l10n.t('Server: {0}', kubeContext.cluster.server),
    l10n.t('User: {0}', kubeContext.user.name),
    l10n.t('File: {0}', kubeContext.file),
    ...kubeContext.notes.map(note => failureText(note, textOf)),
  ].join('\n');
  const color = trouble === undefined ? (isActive ? 'charts.green' : undefined) : 'charts.red';
  const icon = trouble === undefined ? 'server-environment' : 'debug-disconnect';
  item.iconPath = color === undefined ? new ThemeIcon(icon) : new ThemeIcon(icon, new ThemeColor(color));
  item.contextValue = [
    'context',
    ...(isActive ? ['active'] : []),
    ...(shown.length > 0 ? ['filtered'] : []),
  ].join(' ');
  return item;
}

/** What the rows below are limited to, in the few words of a row; empty where all is shown. */
function filterText({ namespaces, labelSelector, text }: ClusterFilter): string[] {
  return [
    ...(namespaces === undefined ? [] : [namespaces.join(', ')]),
    ...(labelSelector === undefined ? [] : [labelSelector]),
    ...(text === undefined ? [] : [`“${text}”`]),
  ];
}
