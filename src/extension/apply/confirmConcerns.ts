import { CancellationError, l10n, window } from 'vscode';
import type { Concern } from '../../apply/safety/concerns.ts';
import type { TextOf } from '../../messages/text.ts';
import { typeContextName } from '../protectedContexts.ts';

/**
 * Names everything that wants an agreement of its own, and asks; a protected context wants its name typed. Rejects with a
 * CancellationError where the user does not agree.
 */
export async function confirmConcerns(
  concerns: readonly Concern[],
  context: string,
  textOf: TextOf,
): Promise<void> {
  if (concerns.length === 0) return;
  const goOn = l10n.t('Go On');
  const chosen = await window.showWarningMessage(
    l10n.t('Before this changes {0}', context),
    { modal: true, detail: concerns.map(textOf).join('\n\n') },
    goOn,
  );
  if (chosen !== goOn) throw new CancellationError();
  if (!concerns.some(({ code }) => code === 'concern.protected')) return;
  if (!(await typeContextName(context))) throw new CancellationError();
}
