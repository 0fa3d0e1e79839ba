import { l10n, ThemeColor, ThemeIcon, TreeItem } from 'vscode';
import type { TextOf } from '../../messages/text.ts';
import { failureText } from '../failureText.ts';
import type { HeldForward } from './forwardList.ts';

/** A forward's row: where it listens, where it leads and how it does. */
export function forwardItem({ context, target, forward }: HeldForward, textOf: TextOf): TreeItem {
  const { localAddress, namespace, pod, remotePort, state } = forward;
  const item = new TreeItem(localAddress);
  item.id = localAddress;
  const failing = state.kind === 'failing' ? failureText(state.failure, textOf) : undefined;
  const connections = state.kind === 'stopped' ? 0 : state.connections;
  const words = failing ?? l10n.t('connections: {0}', connections);
  const behind = `${namespace}/${pod}:${remotePort}`;
  item.description = `→ ${target} · ${words}`;
  item.tooltip = [context, target, ...(behind === target ? [] : [behind]), words].join('\n');
  item.iconPath =
    failing === undefined
      ? new ThemeIcon('arrow-swap', new ThemeColor('charts.green'))
      : new ThemeIcon('warning', new ThemeColor('charts.yellow'));
  item.contextValue = 'forward';
  return item;
}
