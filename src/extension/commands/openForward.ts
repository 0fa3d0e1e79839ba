import { commands, env, Uri } from 'vscode';
import type { Command } from '../command.ts';
import { shownAddress } from '../portForwards/address.ts';
import { chooseForward, isListening } from '../portForwards/chooseForward.ts';
import type { HeldForward } from '../portForwards/heldForward.ts';
import type { Services } from '../services.ts';

/** `Kubewright: Open in Browser` for a port-forward. */
export function openForward({ forwards }: Pick<Services, 'forwards'>): Command {
  return async argument => {
    const held = await chooseForward(argument, forwards, isListening);
    const { address, path } = openable(held);
    await openInBrowser(address, path);
  };
}

/** `Kubewright: Open in Editor` for a port-forward: in VS Code's simple browser. */
export function openForwardInEditor({ forwards }: Pick<Services, 'forwards'>): Command {
  return async argument => {
    const held = await chooseForward(argument, forwards, isListening);
    const { address, path } = openable(held);
    const uri = await outsideUri(address, path);
    await commands.executeCommand('simpleBrowser.show', uri.toString(true));
  };
}

/** Opens an address of the extension's machine, which in a remote window is another than the browser's. */
export async function openInBrowser(address: string, path = '/'): Promise<void> {
  await env.openExternal(await outsideUri(address, path));
}

function outsideUri(address: string, path: string): Thenable<Uri> {
  return env.asExternalUri(Uri.parse(`http://${address}${path.startsWith('/') ? path : `/${path}`}`));
}

function openable({ ports, spec }: HeldForward): { readonly address: string; readonly path: string } {
  const [first] = ports;
  return { address: first === undefined ? '' : shownAddress(first), path: spec.declared?.openPath ?? '/' };
}
