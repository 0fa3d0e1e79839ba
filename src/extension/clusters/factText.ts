import { l10n } from 'vscode';
import type { Fact } from '../../cluster/kinds/summary.ts';
import { age } from './age.ts';

/** A fact in the few words of a row; `now` is in milliseconds. */
export function factText(fact: Fact, now: number): string {
  switch (fact.fact) {
    case 'words':
      return fact.text;
    case 'ready':
      return `${fact.ready}/${fact.wanted}`;
    case 'restarts':
      return l10n.t('restarts: {0}', fact.count);
    case 'times':
      return l10n.t('{0} times', fact.count);
    case 'keys':
      return l10n.t('keys: {0}', fact.count);
    case 'active':
      return l10n.t('active: {0}', fact.count);
    case 'suspended':
      return l10n.t('suspended');
    case 'last-run':
      return l10n.t('last run {0} ago', age(fact.time, now));
  }
}

/** A fact in a tooltip, where there is room to say what a number counts. */
export function factSentence(fact: Fact, now: number): string {
  if (fact.fact !== 'ready') return factText(fact, now);
  return l10n.t('{0} of {1} ready', fact.ready, fact.wanted);
}
