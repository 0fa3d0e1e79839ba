import { window, workspace } from 'vscode';
import type { PodSummary } from '../../cluster/kinds/pod.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import type { Command } from '../command.ts';
import { logUri } from '../documents/documentUri.ts';
import { chooseLog } from '../logs/chooseLog.ts';
import { requirePod } from '../logs/requirePod.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';

/** `Kubewright: Open Pod Log as Text`: all of a pod's log in a document, to search in it. */
export function openPodLog(services: Services): Command {
  return async argument => {
    requireTrust();
    const { session, pod, container } = await requirePod(services, argument);
    const { containers, previous } = await chooseLog(pod, container);
    await showLogDocument(session, pod, containers, previous);
  };
}

/** One document for each container. */
export async function showLogDocument(
  { kubeContext }: ClusterSession,
  { metadata }: PodSummary,
  containers: readonly string[],
  previous: boolean,
): Promise<void> {
  for (const container of containers) {
    const { namespace, name } = metadata;
    const uri = logUri({ context: kubeContext.name, namespace, pod: name, container, previous });
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { preview: containers.length === 1 });
  }
}
