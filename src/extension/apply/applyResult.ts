import { commands, type LogOutputChannel, l10n, window } from 'vscode';
import { describeObject } from '../../apply/objectName.ts';
import type { ApplyReport } from '../../apply/report.ts';
import type { TextOf } from '../../messages/text.ts';

/** Writes a line for each object into the log. */
export function logReport(
  { context, objects, pruned }: ApplyReport,
  log: LogOutputChannel,
  textOf: TextOf,
): void {
  for (const { planned, outcome } of objects) {
    const line = `${context}: ${outcome.kind} ${describeObject(planned)}`;
    if (outcome.kind !== 'failed') log.info(line);
    else for (const problem of outcome.problems) log.error(`${line}: ${textOf(problem)}`);
    const warnings = 'warnings' in outcome ? outcome.warnings : [];
    for (const warning of warnings) log.warn(`${describeObject(planned)}: ${warning}`);
  }
  for (const { candidate, outcome, message } of pruned) {
    const line = `${context}: ${outcome} ${describeObject(candidate)}`;
    if (outcome === 'deleted' || outcome === 'gone') log.info(line);
    else log.error(message === undefined ? line : `${line}: ${message}`);
  }
}

/** Tells how it ended, with a way to the report. */
export async function showReport(report: ApplyReport, textOf: TextOf): Promise<void> {
  const { context, counts, problems, cancelled, pruned, objects } = report;
  const { created, configured, unchanged, failed, notDone } = counts;
  const applied = l10n.t(
    'Created: {0}, configured: {1}, unchanged: {2} in {3}.',
    created,
    configured,
    unchanged,
    context,
  );
  const deleted = pruned.filter(({ outcome }) => outcome === 'deleted').length;
  const left = pruned.filter(({ outcome }) => ['changed', 'in-use', 'failed'].includes(outcome)).length;
  const done = [
    ...(objects.length > 0 ? [applied] : []),
    ...(deleted > 0 ? [l10n.t('Deleted: {0}.', deleted)] : []),
    ...(left > 0 ? [l10n.t('Could not be deleted: {0}.', left)] : []),
  ].join(' ');
  const [problem] = problems;
  if (failed > 0) {
    const why = problem === undefined ? '' : textOf(problem);
    const text = l10n.t('Failed in {0}: {1}, not done: {2}. {3}', context, failed, notDone, why);
    await offerReport(window.showErrorMessage, `${text} ${done}`);
  } else if (cancelled) {
    await offerReport(window.showWarningMessage, `${l10n.t('Given up, not done: {0}.', notDone)} ${done}`);
  } else if (left > 0) {
    await offerReport(window.showWarningMessage, done);
  } else {
    await offerReport(window.showInformationMessage, done);
  }
}

/** Shows a message with a button that opens the report. */
export async function offerReport(
  show: (message: string, ...buttons: string[]) => Thenable<string | undefined>,
  message: string,
): Promise<void> {
  const button = l10n.t('Show Report');
  if ((await show(message, button)) === button) await commands.executeCommand('kubewright.showApplyReport');
}
