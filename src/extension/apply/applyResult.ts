import { commands, type LogOutputChannel, l10n, window } from 'vscode';
import { describeObject } from '../../apply/plan.ts';
import type { ApplyReport } from '../../apply/report.ts';
import type { TextOf } from '../../messages/text.ts';

/** Writes a line for each object into the log. */
export function logReport({ context, objects }: ApplyReport, log: LogOutputChannel, textOf: TextOf): void {
  for (const { planned, outcome } of objects) {
    const line = `${context}: ${outcome.kind} ${describeObject(planned)}`;
    if (outcome.kind !== 'failed') log.info(line);
    else for (const problem of outcome.problems) log.error(`${line}: ${textOf(problem)}`);
    const warnings = 'warnings' in outcome ? outcome.warnings : [];
    for (const warning of warnings) log.warn(`${describeObject(planned)}: ${warning}`);
  }
}

/** Tells how it ended. */
export async function showReport(report: ApplyReport, textOf: TextOf): Promise<void> {
  const { context, counts, problems, cancelled } = report;
  const { created, configured, unchanged, failed, notDone } = counts;
  const showLog = l10n.t('Show Log');
  const done = l10n.t(
    'Created: {0}, configured: {1}, unchanged: {2} in {3}.',
    created,
    configured,
    unchanged,
    context,
  );
  const [problem] = problems;
  let chosen: string | undefined;
  if (failed > 0) {
    const why = problem === undefined ? '' : textOf(problem);
    const text = l10n.t('Failed in {0}: {1}, not done: {2}. {3}', context, failed, notDone, why);
    chosen = await window.showErrorMessage(`${text} ${done}`, showLog);
  } else if (cancelled) {
    chosen = await window.showWarningMessage(
      `${l10n.t('Given up, not done: {0}.', notDone)} ${done}`,
      showLog,
    );
  } else {
    chosen = await window.showInformationMessage(done, showLog);
  }
  if (chosen === showLog) await commands.executeCommand('kubewright.showLog');
}
