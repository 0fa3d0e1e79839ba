import { l10n, ProgressLocation, window } from 'vscode';
import { withSignal } from '../abortSignal.ts';
import { objectRow } from '../clusters/rowArguments.ts';
import type { Command } from '../command.ts';
import { askLocalPort, askRemotePort } from '../portForwards/askPorts.ts';
import { type Forwardable, forwardableOf } from '../portForwards/forwardable.ts';
import { pickForwardable } from '../portForwards/pickForwardable.ts';
import { requireTarget } from '../requireTarget.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';
import { copyAddress } from './copyForwardAddress.ts';
import { openInBrowser } from './openForward.ts';

/** `Kubewright: Forward Port…`: leads a port of this machine to one of a pod, a Service or a workload. */
export function forwardPort(services: Services): Command {
  return async argument => {
    requireTrust();
    const target = await chooseTarget(services, argument);
    await requireForwardable(target);
    const port = await askRemotePort(target);
    const localPort = await askLocalPort(port);
    const title = l10n.t('Forwarding port {0} of {1}', port, target.name);
    const held = await whileShown(title, signal =>
      services.forwards.start({ target, port, localPort, signal }),
    );
    const { localAddress } = held.forward;
    services.log.info(`${localAddress} leads to ${held.target}`);
    // Whoever ran the command is not kept waiting for an answer.
    void offer(localAddress, l10n.t('{0} leads to port {1} of {2}.', localAddress, port, target.name));
  };
}

async function chooseTarget(services: Services, argument: unknown): Promise<Forwardable> {
  const { sessions } = services;
  const row = objectRow(argument);
  const named = row && (await forwardableOf(await row.scope.open(), row.kind, row.object));
  if (named !== undefined) return named;
  const { kubeContext, namespace } = await requireTarget(services);
  return pickForwardable(() => sessions.open(kubeContext), namespace);
}

/** Says why nothing can be forwarded before the user is asked for ports. */
async function requireForwardable({ session, namespace, kind, name }: Forwardable): Promise<void> {
  const { forwardTarget } = await import('../../cluster/forwardTarget.ts');
  const { connection } = session;
  await whileShown(l10n.t('Looking for a pod of {0}', name), signal =>
    forwardTarget({ connection, namespace, kind, name, ports: [], signal }),
  );
}

function whileShown<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Thenable<T> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (_progress, token) => withSignal(token, work),
  );
}

async function offer(address: string, message: string): Promise<void> {
  const browser = l10n.t('Open in Browser');
  const copy = l10n.t('Copy Address');
  const chosen = await window.showInformationMessage(message, browser, copy);
  if (chosen === browser) await openInBrowser(address);
  if (chosen === copy) await copyAddress(address);
}
