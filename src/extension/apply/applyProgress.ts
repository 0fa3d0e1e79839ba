import { l10n, type Progress, ProgressLocation, window } from 'vscode';
import type { ApplyProgress } from '../../apply/plan.ts';
import { withSignal } from '../abortSignal.ts';

/** Runs a part of an apply under a notification with progress that can be cancelled. */
export function underProgress<T>(
  title: string,
  work: (signal: AbortSignal, onProgress: (progress: ApplyProgress) => void) => Promise<T>,
): Thenable<T> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (progress, token) => withSignal(token, signal => work(signal, reportTo(progress))),
  );
}

function reportTo(progress: Progress<{ message: string; increment: number }>): (step: ApplyProgress) => void {
  let shown = 0;
  return ({ step, done, total }) => {
    const percent = total === 0 ? 0 : (done / total) * 100;
    const message =
      step === 'discovery' || step === 'dry-run'
        ? l10n.t('trying it on the server: {0} of {1}', done, total)
        : l10n.t('applying: {0} of {1}', done, total);
    progress.report({ message, increment: Math.max(0, percent - shown) });
    shown = Math.max(shown, percent);
  };
}
