import { CancellationError, l10n, window } from 'vscode';
import type { Forwardable } from './forwardable.ts';

/** Lets the user choose one of the declared ports; what has containers may listen on others, so one can be typed. */
export async function askRemotePort({ kind, name, ports }: Forwardable): Promise<number> {
  const declared = ports.map(({ port, name: portName, container }) => ({
    label: String(port),
    description: [portName, container].filter(each => each !== undefined).join(' · '),
    port,
  }));
  if (declared.length > 0) {
    const other = { label: l10n.t('Another port…'), description: '', port: undefined };
    const choices = kind === 'service' ? declared : [...declared, other];
    const chosen = await window.showQuickPick(choices, {
      placeHolder: l10n.t('Choose the port of {0}', name),
    });
    if (chosen === undefined) throw new CancellationError();
    if (chosen.port !== undefined) return chosen.port;
  }
  const typed = await window.showInputBox({
    prompt: l10n.t('Port of {0}', name),
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
