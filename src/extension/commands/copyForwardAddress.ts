import { env, l10n, window } from 'vscode';
import type { Command } from '../command.ts';
import { shownAddress } from '../portForwards/address.ts';
import { chooseForward, isListening } from '../portForwards/chooseForward.ts';
import type { Services } from '../services.ts';

/** `Kubewright: Copy Address` of a port-forward; of several ports, all, a line each. */
export function copyForwardAddress({ forwards }: Pick<Services, 'forwards'>): Command {
  return async argument => {
    const { ports } = await chooseForward(argument, forwards, isListening);
    await copyAddress(ports.map(port => shownAddress(port)).join('\n'));
  };
}

/** Puts `host:port` into the clipboard. */
export async function copyAddress(address: string): Promise<void> {
  await env.clipboard.writeText(address);
  window.setStatusBarMessage(l10n.t('Copied {0}', address), 3000);
}
