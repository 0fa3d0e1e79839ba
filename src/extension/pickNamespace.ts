import { l10n, type QuickPickItem } from 'vscode';
import type { ClusterSession } from './clusterSessions.ts';
import { createLiveList, inTheCluster } from './clusters/liveList.ts';
import { liveQuickPick } from './liveQuickPick.ts';

/** Lets the user choose a namespace of a cluster, or type one where they may not be listed. */
export async function pickNamespace(open: () => Promise<ClusterSession>, context: string): Promise<string> {
  const { namespaces } = await import('../cluster/kinds/namespace.ts');
  const list = createLiveList(open, namespaces, () => inTheCluster);
  const chosen = await liveQuickPick<QuickPickItem>({
    placeholder: l10n.t('Choose or type a namespace of {0}', context),
    typed: label => ({ label }),
    fill(pick) {
      const update = () => {
        pick.busy = list.state.kind === 'connecting';
        pick.items = list.items.map(({ metadata }) => ({ label: metadata.name }));
      };
      pick.busy = true;
      const watch = list.watch(() => update());
      return () => watch.dispose();
    },
  });
  return chosen.label;
}
