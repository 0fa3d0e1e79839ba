import { CancellationError, l10n, window } from 'vscode';
import { UserError } from '../userError.ts';
import type { ForwardList, HeldForward } from './forwardList.ts';

/** The forward that a menu's row stands for, or the one that the user picks in the palette. */
export async function chooseForward(argument: unknown, forwards: ForwardList): Promise<HeldForward> {
  const named = forwards.all.find(held => held === argument);
  if (named !== undefined) return named;
  if (forwards.all.length === 0) throw new UserError(l10n.t('No port is forwarded at the moment.'));
  const items = forwards.all.map(held => ({
    label: held.forward.localAddress,
    description: held.target,
    held,
  }));
  const chosen = await window.showQuickPick(items, { placeHolder: l10n.t('Choose a port-forward') });
  if (chosen === undefined) throw new CancellationError();
  return chosen.held;
}
