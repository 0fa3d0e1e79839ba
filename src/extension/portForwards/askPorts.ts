import { CancellationError, l10n, window } from 'vscode';
import type { SlimPod } from '../clusters/slimPod.ts';

/** Lets the user choose one of the ports that the pod's containers declare, or type another. */
export async function askRemotePort(pod: SlimPod): Promise<number> {
  const declared = pod.ports.map(({ port, name, container }) => ({
    label: String(port),
    description: name === undefined ? container : `${name} · ${container}`,
    port,
  }));
  if (declared.length > 0) {
    const other = { label: l10n.t('Another port…'), description: '', port: undefined };
    const chosen = await window.showQuickPick([...declared, other], {
      placeHolder: l10n.t('Choose the port of {0}', pod.metadata.name),
    });
    if (chosen === undefined) throw new CancellationError();
    if (chosen.port !== undefined) return chosen.port;
  }
  const typed = await window.showInputBox({
    prompt: l10n.t('Port of {0}', pod.metadata.name),
    validateInput: text => (isPort(text) ? undefined : notAPort()),
  });
  if (typed === undefined) throw new CancellationError();
  return Number(typed);
}

/** Gives 0 where the user leaves the choice to the system. */
export async function askLocalPort(remotePort: number): Promise<number> {
  const typed = await window.showInputBox({
    prompt: l10n.t('Local port for {0}; empty for a free one', remotePort),
    placeHolder: l10n.t('a free port'),
    validateInput: text => (text === '' || isPort(text) ? undefined : notAPort()),
  });
  if (typed === undefined) throw new CancellationError();
  return typed === '' ? 0 : Number(typed);
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

function notAPort(): string {
  return l10n.t('A port is a number from 1 to 65535.');
}
