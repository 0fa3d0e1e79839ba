import { l10n, type QuickPickItem } from 'vscode';
import type { PodSummary } from '../../cluster/kinds/pod.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import { factText } from '../clusters/factText.ts';
import { createLiveList, inOneNamespace } from '../clusters/liveList.ts';
import { liveQuickPick } from '../liveQuickPick.ts';

/** Lets the user choose a pod of a namespace that has logs; the rows follow the cluster while it is open. */
export async function pickLoggablePod(
  open: () => Promise<ClusterSession>,
  namespace: string,
): Promise<PodSummary> {
  const { pods } = await import('../../cluster/kinds/pod.ts');
  const list = createLiveList(open, pods, () => inOneNamespace(namespace));
  const placeholder = l10n.t('Choose a pod of {0}', namespace);
  const chosen = await liveQuickPick<QuickPickItem & { pod: PodSummary }>({
    placeholder,
    fill(pick) {
      const update = () => {
        const { kind } = list.state;
        pick.busy = kind !== 'live';
        pick.placeholder = kind === 'retrying' ? l10n.t('Pods cannot be listed, trying again') : placeholder;
        pick.items = list.items
          .filter(({ capabilities }) => capabilities.includes('loggable'))
          .map(pod => ({
            label: pod.metadata.name,
            description: pod.facts.map(fact => factText(fact, Date.now())).join(' · '),
            pod,
          }));
      };
      pick.busy = true;
      const watch = list.watch(() => update());
      return () => watch.dispose();
    },
  });
  return chosen.pod;
}
