import type { TextOf } from '../../messages/text.ts';
import { failureText } from '../failureText.ts';
import type { SearchedCollection } from './collections.ts';
import { type FindRow, failureRow } from './rows.ts';

/** Why objects are missing or may be out of date, once a context; what the user may not list is no failure. */
export function failureRows(collections: readonly SearchedCollection[], textOf: TextOf): FindRow[] {
  const rows = new Map<string, FindRow>();
  for (const { state, session } of collections) {
    if (state.kind !== 'retrying' || state.failure.code === 'response.forbidden') continue;
    const { kubeContext } = session;
    if (!rows.has(kubeContext.name)) {
      rows.set(kubeContext.name, failureRow(kubeContext, failureText(state.failure, textOf)));
    }
  }
  return [...rows.values()];
}
