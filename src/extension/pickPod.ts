import { l10n, type QuickPickItem } from 'vscode';
import type { ClusterSession } from './clusterSessions.ts';
import { createLiveList } from './clusters/liveList.ts';
import type { SlimPod } from './clusters/slimPod.ts';
import { liveQuickPick } from './liveQuickPick.ts';

/** Lets the user choose a running pod of a namespace; the rows follow the cluster while it is open. */
export async function pickRunningPod(
  open: () => Promise<ClusterSession>,
  namespace: string,
): Promise<SlimPod> {
  const { pods } = await import('./clusters/slimPod.ts');
  const list = createLiveList(open, pods, namespace);
  const chosen = await liveQuickPick<QuickPickItem & { pod: SlimPod }>({
    placeholder: l10n.t('Choose a running pod in {0}', namespace),
    fill(pick) {
      const update = () => {
        const { state } = list;
        pick.busy = state.kind !== 'live';
        if (state.kind === 'live') pick.placeholder = l10n.t('Choose a running pod in {0}', namespace);
        if (state.kind === 'retrying') pick.placeholder = l10n.t('Pods cannot be listed, trying again');
        pick.items = list.items
          .filter(({ phase }) => phase === 'Running')
          .map(pod => ({ label: pod.metadata.name, description: describePorts(pod), pod }));
      };
      pick.busy = true;
      const watch = list.watch(update);
      return () => watch.dispose();
    },
  });
  return chosen.pod;
}

function describePorts({ ports }: SlimPod): string {
  return ports.map(({ name, port }) => (name === undefined ? String(port) : `${name} ${port}`)).join(', ');
}
