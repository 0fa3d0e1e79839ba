import { commands, Disposable, type LogOutputChannel, l10n, window } from 'vscode';
import type { TextOf } from '../messages/text.ts';
import { failureText, isCancellation, isClusterFailure } from './failureText.ts';
import { type ErrorAction, UserError } from './userError.ts';

/** What a command does; arguments come from menus, other extensions and key bindings, so they are not to be trusted. */
export type Command = (...args: readonly unknown[]) => unknown;

/** How failures are told. */
export interface FailureReport {
  readonly log: LogOutputChannel;
  readonly textOf: TextOf;
}

/** Registers commands by their ids; the result unregisters them. Failures of any become messages. */
export function registerCommands(all: Readonly<Record<string, Command>>, report: FailureReport): Disposable {
  const registered = Object.entries(all).map(([id, command]) =>
    commands.registerCommand(id, async (...args: readonly unknown[]) => {
      try {
        return await command(...args);
      } catch (error) {
        // Whoever ran the command is not kept waiting until the message is closed.
        void showFailure(error, id, report);
        return undefined;
      }
    }),
  );
  return Disposable.from(...registered);
}

/** Tells the user what failed and what to do next; a cancellation says nothing. */
export async function showFailure(error: unknown, during: string, report: FailureReport): Promise<void> {
  if (isCancellation(error)) return;
  const { message, actions } = describe(error, during, report);
  const chosen = await window.showErrorMessage(message, ...actions.map(action => action.title));
  const action = actions.find(each => each.title === chosen);
  if (action !== undefined) await commands.executeCommand(action.command);
}

function describe(
  error: unknown,
  during: string,
  { log, textOf }: FailureReport,
): { message: string; actions: readonly ErrorAction[] } {
  if (error instanceof UserError) return error;
  const showLog = { title: l10n.t('Show Log'), command: 'kubewright.showLog' };
  if (isClusterFailure(error)) {
    log.warn(`${during}: ${error.message}`);
    return { message: failureText(error, textOf), actions: [showLog] };
  }
  log.error(`${during}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return {
    message: l10n.t(
      'Kubewright could not finish this because of a mistake of its own. The log has the details.',
    ),
    actions: [showLog],
  };
}
