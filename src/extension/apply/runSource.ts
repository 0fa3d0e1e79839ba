import { l10n, window, workspace } from 'vscode';
import type { ApplyReport } from '../../apply/report.ts';
import type { Services } from '../services.ts';
import { underProgress } from './applyProgress.ts';
import type { ApplyReports, OpenReport, ReportLine } from './applyReports.ts';
import type { PlannedSource } from './planSource.ts';

/**
 * Asks about everything that wants asking, applies, and waits until it is ready, all of it written into a report. Rejects with
 * a CancellationError where the user does not agree.
 */
export async function runSource(
  services: Services,
  reports: ApplyReports,
  planned: PlannedSource,
): Promise<void> {
  const [{ confirmDialog, confirmGuarded }, { confirmConcerns }, { concernsAbout }, { confirmApply }, run] =
    await Promise.all([
      import('./confirmDialog.ts'),
      import('./confirmConcerns.ts'),
      import('./safetyFacts.ts'),
      import('../../apply/confirmApply.ts'),
      import('../../apply/runApply.ts'),
    ]);
  const { source, session, read } = planned;
  const { name } = source;
  const { connection, kubeContext } = session;
  const plan = (await confirmGuarded(planned.plan)) ? await planned.planGuarded() : planned.plan;
  const { signal: never } = new AbortController();
  const concerns = await concernsAbout(plan, source, read.reads, never);
  await confirmConcerns(concerns, kubeContext.name, services.textOf);
  const confirmed = await confirmApply(plan, confirmDialog(name, plan));
  if (confirmed === undefined) return;
  const open = reports.begin(name, kubeContext.name);
  open.update([], { text: l10n.t('Applying to {0}', kubeContext.name), health: 'busy' });
  const report = await underProgress(
    l10n.t('Applying {0} to {1}', name, kubeContext.name),
    (signal, onProgress) => run.runApply({ plan, confirmed, connection, signal, onProgress }),
  );
  await tellEnd(services, open, { ...planned, plan }, report);
}

/** Shows how an apply ended, and what becomes of it; whoever ran the command is not kept waiting for either. */
async function tellEnd(
  services: Services,
  open: OpenReport,
  planned: PlannedSource,
  report: ApplyReport,
): Promise<void> {
  const { textOf, log } = services;
  const { source, session, plan } = planned;
  const [{ logReport, showReport }, { reportLines }, { offerToDrop }, { summaryOf }] = await Promise.all([
    import('./applyResult.ts'),
    import('./reportLines.ts'),
    import('./leftFields.ts'),
    import('./reportState.ts'),
  ]);
  logReport(report, log, textOf);
  const lines = reportLines(plan, report, textOf);
  const state = summaryOf(report);
  open.update(lines, state);
  void showReport(report, textOf);
  void offerToDrop(plan, source);
  const waits = workspace.getConfiguration('kubewright', source.uri).get('waitUntilReady', true);
  if (state.health === 'good' && waits) void waitAndShow(services, open, session, report, lines);
}

const waitSeconds = 600;

async function waitAndShow(
  { textOf, log }: Services,
  open: OpenReport,
  session: PlannedSource['session'],
  report: ApplyReport,
  lines: readonly ReportLine[],
): Promise<void> {
  const [{ waitInEditor }, { waitLines }] = await Promise.all([
    import('./waitInEditor.ts'),
    import('./reportLines.ts'),
  ]);
  const { name } = session.kubeContext;
  const update = (more: readonly ReportLine[], text: string, health: 'busy' | 'good' | 'bad') =>
    open.update([...lines, { text: '' }, ...more], { text, health });
  try {
    const result = await waitInEditor({
      session,
      report,
      timeoutSeconds: waitSeconds,
      onProgress: objects => {
        const ready = objects.filter(({ isReady }) => isReady).length;
        const text = l10n.t('{0} of {1} ready', ready, objects.length);
        update(waitLines(objects, textOf), text, 'busy');
      },
    });
    if (result === undefined) return;
    const { outcome, objects, logs } = result;
    const left = objects.filter(({ isReady }) => !isReady).length;
    const crashed = logs.flatMap(({ pod, lines: last }) => [
      { text: `${pod}:` },
      ...last.map(text => ({ text: `  ${text}` })),
    ]);
    const end = [...waitLines(objects, textOf), ...crashed];
    if (outcome === 'ready') {
      update(end, l10n.t('Ready in {0}', name), 'good');
      return;
    }
    const params = { outcome, left, total: objects.length, seconds: waitSeconds };
    const text = textOf({ code: 'cli.wait-ended', params });
    update([{ text }, ...end], l10n.t('{0} not ready in {1}', left, name), 'bad');
    if (outcome === 'cancelled') return;
    const { offerReport } = await import('./applyResult.ts');
    await offerReport(window.showErrorMessage, l10n.t('In {0}: {1}', name, text));
  } catch (error) {
    log.error(`wait: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}
