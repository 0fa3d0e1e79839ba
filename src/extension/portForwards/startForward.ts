import { CancellationError, l10n, ProgressLocation, window } from 'vscode';
import { withSignal } from '../abortSignal.ts';
import { isClusterFailure } from '../failureText.ts';
import type { HeldForward } from './heldForward.ts';
import { portOwner } from './portOwner.ts';

/**
 * Starts a forward while a notification shows it. Where the local port is taken, names who has it and offers the next
 * free one. Rejects with a ClusterFailure or a UserError, or a CancellationError where the user gave up.
 */
export function startForward(held: HeldForward): Promise<void> {
  return untilFree(held, async () => {
    await window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: l10n.t('Forwarding to {0}', held.title),
        cancellable: true,
      },
      (_progress, token) => withSignal(token, signal => held.start(signal)),
    );
  });
}

/** The same without a notification, for what nobody asked for just now. */
export function startQuietly(held: HeldForward): Promise<void> {
  return untilFree(held, () => held.start());
}

async function untilFree(held: HeldForward, start: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await start();
      return;
    } catch (error) {
      if (!isClusterFailure(error) || error.code !== 'forward.local-port-in-use') throw error;
      const { port } = error.params as { readonly port: number };
      const index = placeOf(held, port);
      if (index < 0) throw error;
      await offerAnother(held, index, port);
    }
  }
}

/** Of the port that was to be listened on: a number that was chosen, or the one that a remote name stands for. */
function placeOf({ localPorts, spec }: HeldForward, port: number): number {
  const chosen = localPorts.indexOf(port);
  if (chosen >= 0) return chosen;
  return spec.ports.findIndex(({ same }, index) => same === true && localPorts[index] === 0);
}

async function offerAnother(held: HeldForward, index: number, taken: number): Promise<void> {
  const { nextFreePort } = await import('../../cluster/forward/listen.ts');
  const free = await nextFreePort(taken + 1, held.spec.addresses, held.localPorts);
  const owner = await portOwner(taken);
  const message =
    owner === undefined
      ? l10n.t('Port {0} of this machine is in use.', taken)
      : l10n.t('Port {0} of this machine is in use by {1}.', taken, owner);
  const use = l10n.t('Use Port {0}', free);
  const chosen = await window.showWarningMessage(message, use);
  if (chosen !== use) throw new CancellationError();
  held.useLocalPorts(held.localPorts.with(index, free));
}
