import { env, Uri } from 'vscode';
import type { Command } from '../command.ts';
import { chooseForward } from '../portForwards/chooseForward.ts';
import type { Services } from '../services.ts';

/** `Kubewright: Open in Browser` for a port-forward. */
export function openForward({ forwards }: Pick<Services, 'forwards'>): Command {
  return async argument => {
    const { forward } = await chooseForward(argument, forwards);
    await openInBrowser(forward.localAddress);
  };
}

/** Opens an address of the extension's machine, which in a remote window is another than the browser's. */
export async function openInBrowser(address: string): Promise<void> {
  await env.openExternal(await env.asExternalUri(Uri.parse(`http://${address}/`)));
}
