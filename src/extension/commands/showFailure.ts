import { l10n, window } from 'vscode';
import { failureRow } from '../clusters/rowArguments.ts';
import type { Command } from '../command.ts';
import type { Services } from '../services.ts';

/** Shows the whole text of a failure whose row is too narrow for it. */
export function showFailure({ sessions, log }: Pick<Services, 'sessions' | 'log'>): Command {
  return argument => {
    const row = failureRow(argument);
    if (row !== undefined) void offer(row.text, row.context);
  };

  async function offer(text: string, context: string | undefined): Promise<void> {
    const again = l10n.t('Connect Again');
    const showLog = l10n.t('Show Log');
    const chosen = await window.showErrorMessage(text, ...(context === undefined ? [] : [again]), showLog);
    if (chosen === again && context !== undefined) await sessions.restart(context);
    if (chosen === showLog) log.show();
  }
}
