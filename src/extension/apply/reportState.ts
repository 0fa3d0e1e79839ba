import { l10n } from 'vscode';
import type { ApplyReport } from '../../apply/report.ts';
import type { ReportState } from './applyReports.ts';

/** A report in a few words. */
export function summaryOf({ context, counts, pruned, cancelled }: ApplyReport): ReportState {
  const left = pruned.filter(({ outcome }) => outcome !== 'deleted' && outcome !== 'gone').length;
  const { created, configured, unchanged, failed, notDone } = counts;
  if (failed > 0) return { text: l10n.t('{0} failed in {1}', failed, context), health: 'bad' };
  if (cancelled) return { text: l10n.t('Given up in {0}', context), health: 'bad' };
  if (left + notDone > 0)
    return { text: l10n.t('{0} not done in {1}', left + notDone, context), health: 'bad' };
  const done = created + configured + unchanged;
  if (done === 0) return { text: l10n.t('Deleted {0} from {1}', pruned.length, context), health: 'good' };
  return { text: l10n.t('Applied {0} to {1}', done, context), health: 'good' };
}
