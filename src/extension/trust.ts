import { l10n, workspace } from 'vscode';
import { UserError } from './userError.ts';

/**
 * Throws unless the workspace is trusted: a kubeconfig may name programs to run, and whoever wrote the workspace may
 * have had a say in which kubeconfig is used.
 */
export function requireTrust(): void {
  if (workspace.isTrusted) return;
  throw new UserError(l10n.t('Kubewright connects to clusters only in a trusted workspace.'), [
    { title: l10n.t('Manage Trust'), command: 'workbench.trust.manage' },
  ]);
}
