import { l10n } from 'vscode';
import type { Summary } from '../../cluster/kinds/summary.ts';
import type { LiveList } from './liveList.ts';

/** What to know of a list that does not have everything, or not at once; `undefined` for a whole one that is watched. */
export function listNote({
  narrowedTo,
  state,
}: Pick<LiveList<Summary>, 'narrowedTo' | 'state'>): string | undefined {
  if (narrowedTo !== undefined) {
    return l10n.t('only {0}, the rest may not be listed', narrowedTo.join(', '));
  }
  return state.kind === 'live' && state.pollSeconds !== undefined
    ? l10n.t('every {0} s', state.pollSeconds)
    : undefined;
}
