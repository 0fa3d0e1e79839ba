import { l10n, window } from 'vscode';
import type { ChangeSummary, ConfirmPort } from '../../cluster/confirm.ts';

/** Asks in a modal dialog that names the kustomization, context, server, namespaces and counts. */
export function confirmDialog(kustomization: string): ConfirmPort {
  return {
    async confirm(summary, signal) {
      const apply = l10n.t('Apply');
      const chosen = await window.showWarningMessage(
        l10n.t('Apply to {0}?', summary.context),
        { modal: true, detail: `${kustomization}\n\n${detailOf(summary)}` },
        apply,
      );
      return chosen === apply && signal?.aborted !== true;
    },
  };
}

function detailOf({ server, namespaces, counts }: ChangeSummary): string {
  const names = namespaces.length > 0 ? namespaces.join(', ') : l10n.t('none, cluster-wide objects only');
  const lines = [
    l10n.t('Server: {0}', server),
    l10n.t('Namespaces: {0}', names),
    '',
    l10n.t('Create: {0}', counts.create),
    l10n.t('Change: {0}', counts.change),
    l10n.t('Unchanged: {0}', counts.unchanged),
  ];
  if (counts.unverified > 0) {
    lines.push(l10n.t('Not verified before they are created: {0}', counts.unverified));
  }
  return lines.join('\n');
}
