import { TerminalLocation, ThemeIcon, window } from 'vscode';
import type { Command } from '../command.ts';
import { chooseLog } from '../logs/chooseLog.ts';
import { createLogTerminal } from '../logs/logTerminal.ts';
import { requirePod } from '../logs/requirePod.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';
import { showLogDocument } from './openPodLog.ts';

/** `Kubewright: Show Pod Log`: follows a pod's log in a terminal tab beside the files. */
export function showPodLog(services: Services): Command {
  return async argument => {
    requireTrust();
    const { session, pod, container } = await requirePod(services, argument);
    const { name, namespace } = pod.metadata;
    const { containers, previous } = await chooseLog(pod, container);
    // What is written no more needs no terminal.
    if (previous) return showLogDocument(session, pod, containers, previous);
    const { connection } = session;
    const sources = containers.map(container => ({ connection, namespace, pod: name, container }));
    const terminal = window.createTerminal({
      name,
      pty: createLogTerminal(sources, services.textOf),
      iconPath: new ThemeIcon('output'),
      location: TerminalLocation.Editor,
      isTransient: true,
    });
    terminal.show();
  };
}
