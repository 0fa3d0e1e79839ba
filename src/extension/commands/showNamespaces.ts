import { CancellationError, l10n, type QuickPick, type QuickPickItem, window } from 'vscode';
import type { KubeContext } from '../../cluster/kubeconfig/kubeconfig.ts';
import { createLiveList, inTheCluster } from '../clusters/liveList.ts';
import { contextOf } from '../clusters/rowArguments.ts';
import type { Command } from '../command.ts';
import { requireTarget } from '../requireTarget.ts';
import type { Services } from '../services.ts';

/** `Kubewright: Show Namespaces…`: which namespaces of a context the views show; none chosen means all. */
export function showNamespaces(services: Services): Command {
  return async argument => {
    const kubeContext = contextOf(argument) ?? (await requireTarget(services)).kubeContext;
    const chosen = await pickNamespaces(services, kubeContext);
    await services.filters.set(kubeContext.name, { namespaces: chosen.length === 0 ? undefined : chosen });
  };
}

/** Those that were shown are chosen at first; one that cannot be listed may be typed. */
async function pickNamespaces(services: Services, kubeContext: KubeContext): Promise<readonly string[]> {
  const { namespaces } = await import('../../cluster/kinds/namespace.ts');
  const list = createLiveList(
    () => services.sessions.open(kubeContext),
    namespaces,
    () => inTheCluster,
  );
  const pick: QuickPick<QuickPickItem> = window.createQuickPick();
  pick.canSelectMany = true;
  pick.placeholder = l10n.t(
    'Choose or type the namespaces of {0} to show; with none all are shown',
    kubeContext.name,
  );
  const names = new Set(services.filters.of(kubeContext.name).namespaces);
  const selected = new Set(names);
  const fill = () => {
    const typed = pick.value.trim();
    const all = new Set([...list.items.map(({ metadata }) => metadata.name), ...names]);
    if (typed !== '' && ![...all].some(name => name.includes(typed))) all.add(typed);
    pick.items = [...all].sort().map(label => ({ label }));
    pick.selectedItems = pick.items.filter(({ label }) => selected.has(label));
  };
  pick.onDidChangeValue(fill);
  pick.onDidChangeSelection(items => {
    selected.clear();
    for (const { label } of items) selected.add(label);
    for (const { label } of items) names.add(label);
  });
  const watch = list.watch(() => {
    pick.busy = list.state.kind === 'connecting';
    fill();
  });
  pick.busy = true;
  fill();
  try {
    return await new Promise((resolve, reject) => {
      pick.onDidAccept(() => resolve([...selected].sort()));
      pick.onDidHide(() => reject(new CancellationError()));
      pick.show();
    });
  } finally {
    watch.dispose();
    pick.dispose();
  }
}
