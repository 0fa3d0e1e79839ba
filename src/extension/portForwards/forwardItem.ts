import { l10n, ThemeColor, ThemeIcon, TreeItem } from 'vscode';
import type { TextOf } from '../../messages/text.ts';
import { failureText } from '../failureText.ts';
import { shownAddress } from './address.ts';
import { bytesText } from './bytesText.ts';
import type { HeldForward, HeldState } from './heldForward.ts';

/** A forward's row: where it listens, where it leads and how it does. */
export function forwardItem(held: HeldForward, textOf: TextOf): TreeItem {
  const { state, ports, spec, title, context, traffic } = held;
  const name = spec.declared?.name;
  const local = ports.map(port => shownAddress(port)).join(', ');
  const remotes = spec.ports.map(({ remote }) => remote).join(', ');
  const item = new TreeItem(local === '' ? (name ?? `${title}:${remotes}`) : local);
  const words = stateText(state, textOf);
  const through =
    ports.length === 0
      ? []
      : [
          l10n.t('connections: {0}', traffic.connections),
          `↑ ${bytesText(traffic.sent)} ↓ ${bytesText(traffic.received)}`,
        ];
  const named = name === undefined || local === '' ? [] : [name];
  item.description = [...named, `→ ${title}:${remotes}`, words, ...through].join(' · ');
  const open = (spec.addresses ?? []).filter(address => !/^(127\.|::1$|localhost$)/.test(address));
  item.tooltip = [
    ...(name === undefined ? [] : [name]),
    `${title}:${remotes}`,
    ...(context === undefined ? [] : [context]),
    words,
    ...through,
    ...(open.length === 0 ? [] : [l10n.t('Open to other machines on {0}', open.join(', '))]),
  ].join('\n');
  item.iconPath = iconOf(state);
  const isRunning = ports.length > 0 || state.kind === 'starting';
  item.contextValue = [
    'forward',
    isRunning ? 'running' : 'stopped',
    name === undefined ? 'own' : 'declared',
  ].join(' ');
  return item;
}

/** How a forward is, in words. */
export function stateText(state: HeldState, textOf: TextOf): string {
  switch (state.kind) {
    case 'not-started':
    case 'stopped':
      return l10n.t('stopped');
    case 'starting':
    case 'connecting':
      return l10n.t('connecting');
    case 'live':
      return l10n.t('live');
    case 'waiting':
      return l10n.t('waiting for a ready pod: {0}', failureText(state.reason, textOf));
    case 'failed':
      return l10n.t('failed: {0}', failureText(state.failure, textOf));
  }
}

function iconOf({ kind }: HeldState): ThemeIcon {
  if (kind === 'live') return new ThemeIcon('arrow-swap', new ThemeColor('charts.green'));
  if (kind === 'failed') return new ThemeIcon('warning', new ThemeColor('charts.red'));
  if (kind === 'waiting') return new ThemeIcon('clock', new ThemeColor('charts.yellow'));
  if (kind === 'starting' || kind === 'connecting') return new ThemeIcon('loading~spin');
  return new ThemeIcon('circle-slash');
}
