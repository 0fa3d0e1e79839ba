import { l10n, type QuickPickItem, QuickPickItemKind } from 'vscode';
import type { DeclaredPort } from '../../cluster/kinds/declaredPorts.ts';
import type { ListedKind, Summary } from '../../cluster/kinds/summary.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import { createLiveList, inOneNamespace, type LiveList } from '../clusters/liveList.ts';
import { liveQuickPick } from '../liveQuickPick.ts';
import { type Forwardable, forwardableOf } from './forwardable.ts';

interface Choice extends QuickPickItem {
  readonly chosen?: { readonly kind: ListedKind; readonly object: Summary };
}

/**
 * Lets the user choose a Service, workload or pod of a namespace that has something to forward to; the rows follow the
 * cluster while it is open. Rejects with a CancellationError.
 */
export async function pickForwardable(
  open: () => Promise<ClusterSession>,
  namespace: string,
): Promise<Forwardable> {
  const lists = (await listedKinds()).map(kind => ({
    kind,
    list: createLiveList(open, kind, () => inOneNamespace(namespace)),
  }));
  const placeholder = l10n.t('Choose what to forward to in {0}', namespace);
  const { chosen } = await liveQuickPick<Choice>({
    placeholder,
    fill(pick) {
      const update = () => {
        const states = lists.map(({ list }) => list.state.kind);
        pick.busy = states.some(state => state === 'connecting');
        const isRetrying = states.some(state => state === 'retrying');
        pick.placeholder = isRetrying ? l10n.t('Not all can be listed, trying again') : placeholder;
        pick.items = lists.flatMap(({ kind, list }) => choicesOf(kind, list));
      };
      pick.busy = true;
      const watches = lists.map(({ list }) => list.watch(() => update()));
      return () => {
        for (const watch of watches) watch.dispose();
      };
    },
  });
  const target = chosen && (await forwardableOf(await open(), chosen.kind, chosen.object));
  if (target === undefined) throw new TypeError('A row without an object was chosen');
  return target;
}

async function listedKinds(): Promise<readonly ListedKind[]> {
  const [{ services }, { deployments }, { statefulSets }, { daemonSets }, { pods }] = await Promise.all([
    import('../../cluster/kinds/service.ts'),
    import('../../cluster/kinds/deployment.ts'),
    import('../../cluster/kinds/statefulSet.ts'),
    import('../../cluster/kinds/daemonSet.ts'),
    import('../../cluster/kinds/pod.ts'),
  ]);
  return [services, deployments, statefulSets, daemonSets, pods];
}

function choicesOf(kind: ListedKind, list: LiveList<Summary>): Choice[] {
  const rows = list.items
    .filter(({ capabilities }) => capabilities.includes('forwardable'))
    .map(object => ({
      label: object.metadata.name,
      description: describePorts(object.ports),
      chosen: { kind, object },
    }));
  return rows.length === 0 ? [] : [{ label: kind.kind, kind: QuickPickItemKind.Separator }, ...rows];
}

function describePorts(ports: readonly DeclaredPort[]): string {
  return ports.map(({ name, port }) => (name === undefined ? String(port) : `${name} ${port}`)).join(', ');
}
