import { Disposable, l10n, StatusBarAlignment, window } from 'vscode';
import type { ActiveContext } from './activeContext.ts';
import type { Kubeconfigs } from './kubeconfigs.ts';

/**
 * Shows the active context and namespace once they are known, each to be switched by a click, and kubectl's current
 * context where that is another. The caller disposes it.
 */
export function createStatusBar(active: ActiveContext, kubeconfigs: Kubeconfigs): Disposable {
  const context = window.createStatusBarItem('kubewright.activeContext', StatusBarAlignment.Left, 50.1);
  context.name = l10n.t('Kubernetes Context');
  context.command = 'kubewright.useContext';
  const namespace = window.createStatusBarItem('kubewright.activeNamespace', StatusBarAlignment.Left, 50);
  namespace.name = l10n.t('Kubernetes Namespace');
  namespace.command = 'kubewright.useNamespace';

  function update(): void {
    const { target } = active;
    if (target === undefined) {
      context.hide();
      namespace.hide();
      return;
    }
    const kubectl = kubeconfigs.current?.currentContext;
    const differs = kubectl !== undefined && kubectl !== target.context;
    const other = differs ? ` $(arrow-swap) ${l10n.t('kubectl: {0}', kubectl)}` : '';
    context.text = `$(server-environment) ${target.context}${other}`;
    context.tooltip = tooltip(target.context, target.namespace, target.chosen, differs ? kubectl : undefined);
    namespace.text = `$(symbol-namespace) ${target.namespace}`;
    namespace.tooltip = l10n.t('Click to use another namespace of {0} in this window.', target.context);
    context.show();
    namespace.show();
  }

  update();
  return Disposable.from(context, namespace, active.onDidChange(update));
}

function tooltip(context: string, namespace: string, chosen: boolean, kubectl: string | undefined): string {
  const lines = [l10n.t('Kubewright works with the context {0} and the namespace {1}.', context, namespace)];
  if (kubectl !== undefined) lines.push(l10n.t("kubectl's current context is {0}.", kubectl));
  else if (!chosen) lines.push(l10n.t("It follows kubectl's current context until you choose one."));
  lines.push(l10n.t('Click to use another context in this window.'));
  return lines.join('\n');
}
