import { l10n } from 'vscode';
import type { PageTexts } from '../../webview/resourceTable/protocol.ts';

/** The words of the page in the language of the editor; the page itself knows none. */
export function tableTexts(): PageTexts {
  return {
    table: l10n.t('{0} of the context {1}'),
    filter: l10n.t('Filter'),
    filterHelp: l10n.t('Words that rows must have; ns:shop for a namespace; label:app=web for labels'),
    count: l10n.t('Objects: {0}'),
    countOf: l10n.t('{0} of {1}'),
    selected: l10n.t('{0} selected'),
    hint: l10n.t('Select rows to act on them; Enter opens YAML'),
    loading: l10n.t('Connecting…'),
    live: l10n.t('Live'),
    stale: l10n.t('What is shown may be out of date.'),
    retry: l10n.t('Connect Again'),
    none: l10n.t('There are none.'),
    noMatch: l10n.t('No row matches the filter.'),
    columns: l10n.t('Columns'),
    sorted: l10n.t('Sorted by {0}'),
    sortedDown: l10n.t('Sorted by {0}, descending'),
    yaml: l10n.t('Open as YAML'),
    log: l10n.t('Show Pod Log'),
    forward: l10n.t('Forward Port…'),
    names: l10n.t('Copy Names'),
    kubectl: l10n.t('Copy for kubectl'),
    delete: l10n.t('Delete…'),
    good: l10n.t('healthy'),
    changing: l10n.t('changing'),
    bad: l10n.t('failing'),
    off: l10n.t('off'),
  };
}
