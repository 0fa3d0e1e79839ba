import { CancellationError, l10n, type QuickPickItem, window } from 'vscode';
import type { Services } from './services.ts';
import { UserError } from './userError.ts';

/** Lets the user choose among the contexts that can be connected to; gives its name. */
export async function pickContext(
  { kubeconfigs, active }: Pick<Services, 'kubeconfigs' | 'active'>,
  placeHolder = l10n.t('Choose the context for this window; kubeconfigs stay as they are'),
): Promise<string> {
  const { contexts, currentContext, files } = await kubeconfigs.load();
  if (contexts.length === 0) {
    throw new UserError(
      l10n.t(
        'There is no context to use in {0}. Add one there, or name other files in KUBECONFIG.',
        files.join(', '),
      ),
    );
  }
  const items = contexts.map(({ name, cluster }): QuickPickItem => {
    const notes = [
      ...(name === active.target?.context ? [l10n.t('active')] : []),
      ...(name === currentContext ? [l10n.t("kubectl's current")] : []),
    ];
    return { label: name, description: [cluster.server, ...notes].join(' · ') };
  });
  const chosen = await window.showQuickPick(items, {
    placeHolder,
    matchOnDescription: true,
  });
  if (chosen === undefined) throw new CancellationError();
  return chosen.label;
}
