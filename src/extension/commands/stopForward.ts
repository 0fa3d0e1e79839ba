import type { Command } from '../command.ts';
import { chooseForward, isListening } from '../portForwards/chooseForward.ts';
import type { HeldForward } from '../portForwards/heldForward.ts';
import { startForward } from '../portForwards/startForward.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';

/** `Kubewright: Stop Port-Forward`; what the workspace does not declare leaves the list. */
export function stopForward({ forwards }: Pick<Services, 'forwards'>): Command {
  return async argument => {
    const held = await chooseForward(
      argument,
      forwards,
      each => isListening(each) || each.spec.declared === undefined,
    );
    if (held.spec.declared === undefined) await forwards.remove(held);
    else await held.stop();
  };
}

/** `Kubewright: Start Port-Forward`, of those that stand in the list. */
export function startStoppedForward({ forwards }: Pick<Services, 'forwards'>): Command {
  return async argument => {
    requireTrust();
    await startForward(await chooseForward(argument, forwards, isStopped));
  };
}

/** `Kubewright: Restart Port-Forward`: new tunnels, the same local ports. */
export function restartForward({ forwards }: Pick<Services, 'forwards'>): Command {
  return async argument => {
    requireTrust();
    const held = await chooseForward(argument, forwards, isListening);
    await held.stop();
    await startForward(held);
  };
}

function isStopped(held: HeldForward): boolean {
  return !isListening(held);
}
