import { env, l10n, window } from 'vscode';
import type { Command } from '../command.ts';
import { chooseForward } from '../portForwards/chooseForward.ts';
import type { Services } from '../services.ts';

/** `Kubewright: Copy Address` of a port-forward. */
export function copyForwardAddress({ forwards }: Pick<Services, 'forwards'>): Command {
  return async argument => {
    const { forward } = await chooseForward(argument, forwards);
    await copyAddress(forward.localAddress);
  };
}

/** Puts `host:port` into the clipboard. */
export async function copyAddress(address: string): Promise<void> {
  await env.clipboard.writeText(address);
  window.setStatusBarMessage(l10n.t('Copied {0}', address), 3000);
}
