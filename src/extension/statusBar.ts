import { Disposable, l10n, StatusBarAlignment, window } from 'vscode';
import type { ActiveContext } from './activeContext.ts';
import type { Kubeconfigs } from './kubeconfigs.ts';

/** Shows the active context and namespace once they are known; the caller disposes it. */
export function createStatusBar(active: ActiveContext, kubeconfigs: Kubeconfigs): Disposable {
  const item = window.createStatusBarItem('kubewright.activeContext', StatusBarAlignment.Left, 40);
  item.name = l10n.t('Kubernetes Context');
  item.command = 'kubewright.useContext';

  function update(): void {
    const { target } = active;
    if (target === undefined) {
      item.hide();
      return;
    }
    const kubectl = kubeconfigs.current?.currentContext;
    const differs = kubectl !== undefined && kubectl !== target.context;
    item.text = `$(server-environment) ${target.context} / ${target.namespace}${differs ? ' $(arrow-swap)' : ''}`;
    item.tooltip = tooltip(target.context, target.namespace, target.chosen, differs ? kubectl : undefined);
    item.show();
  }

  update();
  return Disposable.from(item, active.onDidChange(update));
}

function tooltip(context: string, namespace: string, chosen: boolean, kubectl: string | undefined): string {
  const lines = [l10n.t('Kubewright works with the context {0} and the namespace {1}.', context, namespace)];
  if (kubectl !== undefined) lines.push(l10n.t("kubectl's current context is {0}.", kubectl));
  else if (!chosen) lines.push(l10n.t("It follows kubectl's current context until you choose one."));
  lines.push(l10n.t('Click to use another context in this window.'));
  return lines.join('\n');
}
