import { l10n, ThemeColor, ThemeIcon, TreeItem } from 'vscode';
import type { TextOf } from '../../messages/text.ts';
import { failureText } from '../failureText.ts';
import { shownAddress } from './address.ts';
import { bytesText } from './bytesText.ts';
import type { DeclarationFlaw } from './declaringLists.ts';
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
  const exposed = spec.declared?.exposed ?? [];
  const open = exposed.length === 0 ? [] : [l10n.t('open to other machines on {0}', exposed.join(', '))];
  item.description = [...named, `→ ${title}:${remotes}`, ...open, words, ...through].join(' · ');
  item.tooltip = [
    ...(name === undefined ? [] : [name]),
    `${title}:${remotes}`,
    ...(context === undefined ? [] : [context]),
    words,
    ...through,
    ...open,
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

/** The row of a declaration that something is wrong with; it leads to the settings. */
export function flawItem({ place, code, text }: DeclarationFlaw, textOf: TextOf): TreeItem {
  const item = new TreeItem(place);
  const words = textOf({ code: 'cli.forward-declaration', params: { place, problem: code, text } });
  item.description = words.startsWith(place) ? words.slice(place.length).replace(/^:/, '').trim() : words;
  item.tooltip = words;
  item.iconPath = new ThemeIcon('warning', new ThemeColor('charts.yellow'));
  item.contextValue = 'declaration';
  const title = l10n.t('Open Settings');
  item.command = { title, command: 'workbench.action.openWorkspaceSettingsFile' };
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
    case 'refused':
      return l10n.t('failed: {0}', state.reason);
  }
}

function iconOf({ kind }: HeldState): ThemeIcon {
  if (kind === 'live') return new ThemeIcon('arrow-swap', new ThemeColor('charts.green'));
  if (kind === 'failed' || kind === 'refused') return new ThemeIcon('warning', new ThemeColor('charts.red'));
  if (kind === 'waiting') return new ThemeIcon('clock', new ThemeColor('charts.yellow'));
  if (kind === 'starting' || kind === 'connecting') return new ThemeIcon('loading~spin');
  return new ThemeIcon('circle-slash');
}
