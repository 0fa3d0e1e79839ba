import { l10n, window } from 'vscode';
import { objectRow } from '../clusters/rowArguments.ts';
import type { Command } from '../command.ts';
import { shownAddress } from '../portForwards/address.ts';
import { askLocalPort, askRemotePort } from '../portForwards/askPorts.ts';
import { type Forwardable, forwardableOf, forwardSpec } from '../portForwards/forwardable.ts';
import type { HeldForward } from '../portForwards/heldForward.ts';
import { pickForwardable } from '../portForwards/pickForwardable.ts';
import { startForward } from '../portForwards/startForward.ts';
import { requireTarget } from '../requireTarget.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';
import { copyAddress } from './copyForwardAddress.ts';
import { openInBrowser } from './openForward.ts';

/** `Kubewright: Forward Port…`: leads a port of this machine to one of a pod, a Service, a workload or what owns pods. */
export function forwardPort(services: Services): Command {
  return async argument => {
    requireTrust();
    const target = await chooseTarget(services, argument);
    await requireForwardable(target);
    const port = await askRemotePort(target);
    const localPort = await askLocalPort(port);
    await forwardAndOffer(services, target, String(port), localPort);
  };
}

/** Starts the forward, and offers what people do next without keeping whoever asked for it waiting. */
export async function forwardAndOffer(
  { forwards, log }: Pick<Services, 'forwards' | 'log'>,
  target: Forwardable,
  port: string,
  localPort: number,
): Promise<HeldForward> {
  const held = forwards.add(forwardSpec(target, port, localPort));
  try {
    await startForward(held);
  } catch (error) {
    await forwards.remove(held);
    throw error;
  }
  const [first] = held.ports;
  const address = first === undefined ? '' : shownAddress(first);
  log.info(`${address} leads to ${held.title}:${port}`);
  void offer(address, l10n.t('{0} leads to port {1} of {2}.', address, port, target.name));
  return held;
}

async function chooseTarget(services: Services, argument: unknown): Promise<Forwardable> {
  const { sessions } = services;
  const row = objectRow(argument);
  const named = row && forwardableOf(await row.scope.open(), row.kind, row.object);
  if (named !== undefined) return named;
  const { kubeContext, namespace } = await requireTarget(services);
  return pickForwardable(() => sessions.open(kubeContext), namespace);
}

/** Says why nothing can be forwarded before the user is asked for ports. */
async function requireForwardable({ session, namespace, kind, name }: Forwardable): Promise<void> {
  const { podSource } = await import('../../cluster/forward/target.ts');
  await podSource(session.connection, { namespace, kind, name });
}

async function offer(address: string, message: string): Promise<void> {
  const browser = l10n.t('Open in Browser');
  const copy = l10n.t('Copy Address');
  const chosen = await window.showInformationMessage(message, browser, copy);
  if (chosen === browser) await openInBrowser(address);
  if (chosen === copy) await copyAddress(address);
}
