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
    // Of the machine of whoever looks, where the page is loaded from.
    const uri = await env.asExternalUri(uriOf(address, path));
    await commands.executeCommand('simpleBrowser.show', uri.toString(true));
  };
}

/** Opens an address of the extension's machine; in a remote window VS Code makes it one that the browser reaches. */
export async function openInBrowser(address: string, path = '/'): Promise<void> {
  await env.openExternal(uriOf(address, path));
}

function uriOf(address: string, path: string): Uri {
  return Uri.parse(`http://${address}${path.startsWith('/') ? path : `/${path}`}`);
}

function openable({ ports, spec }: HeldForward): { readonly address: string; readonly path: string } {
  const [first] = ports;
  return { address: first === undefined ? '' : shownAddress(first), path: spec.declared?.openPath ?? '/' };
}
