import { CancellationError, l10n, window } from 'vscode';
import { UserError } from '../userError.ts';
import { shownAddress } from './address.ts';
import type { ForwardList } from './forwardList.ts';
import type { HeldForward } from './heldForward.ts';

/** The forward that a menu's row stands for, or the one that the user picks in the palette, of those that fit. */
export async function chooseForward(
  argument: unknown,
  forwards: ForwardList,
  fits: (held: HeldForward) => boolean = () => true,
): Promise<HeldForward> {
  const named = forwards.all.find(held => held === argument);
  if (named !== undefined) return named;
  const fitting = forwards.all.filter(fits);
  if (fitting.length === 0) throw new UserError(l10n.t('No port is forwarded at the moment.'));
  const items = fitting.map(held => ({
    label: held.ports.map(port => shownAddress(port)).join(', ') || (held.spec.declared?.name ?? held.title),
    description: held.title,
    held,
  }));
  const chosen = await window.showQuickPick(items, { placeHolder: l10n.t('Choose a port-forward') });
  if (chosen === undefined) throw new CancellationError();
  return chosen.held;
}

/** True for what has an address to copy or to open. */
export function isListening({ ports }: HeldForward): boolean {
  return ports.length > 0;
}
