import { l10n, ProgressLocation, window } from 'vscode';
import { withSignal } from '../abortSignal.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import { podRow } from '../clusters/rowArguments.ts';
import type { SlimPod } from '../clusters/slimPod.ts';
import type { Command } from '../command.ts';
import { pickRunningPod } from '../pickPod.ts';
import { askLocalPort, askRemotePort } from '../portForwards/askPorts.ts';
import { requireTarget } from '../requireTarget.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';
import { copyAddress } from './copyForwardAddress.ts';
import { openInBrowser } from './openForward.ts';

/** `Kubewright: Forward Port…`: leads a port of this machine to one of a pod. */
export function forwardPort(services: Services): Command {
  return async argument => {
    requireTrust();
    const { session, pod } = await choosePod(services, argument);
    const remotePort = await askRemotePort(pod);
    const localPort = await askLocalPort(remotePort);
    const { name, namespace } = pod.metadata;
    const title = l10n.t('Forwarding port {0} of {1}', remotePort, name);
    const held = await window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      (_progress, token) =>
        withSignal(token, signal =>
          services.forwards.start({ session, namespace, pod: name, remotePort, localPort, signal }),
        ),
    );
    services.log.info(`${held.forward.localAddress} leads to ${namespace}/${name}:${remotePort}`);
    // Whoever ran the command is not kept waiting for an answer.
    void offer(
      held.forward.localAddress,
      l10n.t('{0} leads to port {1} of {2}.', held.forward.localAddress, remotePort, name),
    );
  };
}

async function choosePod(
  services: Services,
  argument: unknown,
): Promise<{ session: ClusterSession; pod: SlimPod }> {
  const { sessions } = services;
  const row = podRow(argument);
  if (row !== undefined) return { session: await row.scope.open(), pod: row.pod };
  const { kubeContext, namespace } = await requireTarget(services);
  const open = () => sessions.open(kubeContext);
  const pod = await pickRunningPod(open, namespace);
  return { session: await open(), pod };
}

async function offer(address: string, message: string): Promise<void> {
  const browser = l10n.t('Open in Browser');
  const copy = l10n.t('Copy Address');
  const chosen = await window.showInformationMessage(message, browser, copy);
  if (chosen === browser) await openInBrowser(address);
  if (chosen === copy) await copyAddress(address);
}
