import { l10n } from 'vscode';
import type { Listed } from '../../cluster/kinds/kindQuery.ts';
import type { Health } from '../../cluster/kinds/summary.ts';
import { factSentence } from '../clusters/factText.ts';
import type { DriftState, KnownDrift } from './drifts.ts';
import type { LiveState } from './liveObjects.ts';
import type { LiveTarget } from './manifestPlaces.ts';

const icons: Readonly<Record<Health, string>> = {
  good: '$(pass)',
  changing: '$(sync)',
  bad: '$(error)',
  off: '$(circle-outline)',
};

/** What a lens says of an object: its kind and name, and how it does in words. `of` is the overlay where there are several. */
export function statusText({ kind, name }: LiveTarget, state: LiveState, of: string | undefined): string {
  const [icon, words] = statusWords(state);
  const where = of === undefined ? '' : `${of} · `;
  return `${icon} ${where}${kind} ${name}: ${words}`;
}

function statusWords(state: LiveState): readonly [icon: string, words: string] {
  switch (state.is) {
    case 'unknown':
      return ['$(loading~spin)', '…'];
    case 'no-kind':
      return ['$(circle-slash)', l10n.t('the cluster has no such kind')];
    case 'absent':
      return ['$(circle-slash)', l10n.t('not in the cluster')];
    case 'there':
      return objectWords(state.object);
    case 'failed': {
      if (state.failure.code === 'response.forbidden') return ['$(question)', l10n.t('you may not see it')];
      const last = state.object === undefined ? [] : [objectWords(state.object)[1]];
      return ['$(question)', [...last, l10n.t('the cluster does not answer')].join(' · ')];
    }
  }
}

function objectWords({ metadata, health, facts }: Listed): readonly [icon: string, words: string] {
  if (metadata.deletionTimestamp !== undefined) return ['$(sync)', 'Terminating'];
  const now = Date.now();
  const words = facts.map(fact => factSentence(fact, now)).join(' · ');
  return [health === undefined ? '$(pass)' : icons[health], words === '' ? l10n.t('in the cluster') : words];
}

/** What a lens says of drift; `undefined` where nobody has compared yet. */
export function driftText(known: KnownDrift | undefined, isCurrent: boolean): string {
  if (known === undefined) return l10n.t('compare with the cluster');
  const text = driftWords(known.state);
  if (isCurrent || known.state.is === 'asking') return text;
  return `${text} · ${l10n.t('compare again')}`;
}

function driftWords(state: DriftState): string {
  if (state.is === 'asking') return `$(loading~spin) ${l10n.t('comparing')}`;
  if (state.is === 'failed') {
    switch (state.failure.code) {
      case 'response.forbidden':
        return l10n.t('drift unknown: you may not change it');
      case 'response.conflict':
        return l10n.t('drift unknown: the server reports a conflict');
      case 'response.invalid':
        return `$(warning) ${l10n.t('the server would refuse it')}`;
      default:
        return l10n.t('drift unknown: the cluster does not answer');
    }
  }
  if (state.drift.kind !== 'drifted') return `$(check) ${l10n.t('no drift')}`;
  const { length } = state.drift.changes;
  return `$(diff) ${length === 1 ? l10n.t('drift: 1 field') : l10n.t('drift: {0} fields', length)}`;
}
