import { l10n, workspace } from 'vscode';
import { UserError } from './userError.ts';

/**
 * Throws unless the workspace is trusted: a kubeconfig may name programs to run, and whoever wrote the workspace may
 * have had a say in which kubeconfig is used.
 */
export function requireTrust(): void {
  if (!workspace.isTrusted)
    throw refusal(l10n.t('Kubewright connects to clusters only in a trusted workspace.'));
}

/** Throws unless the workspace is trusted: what its kustomizations name is fetched, and helm run, for nobody else. */
export function requireTrustToFetch(): void {
  if (!workspace.isTrusted)
    throw refusal(l10n.t('Kubewright fetches and renders only in a trusted workspace.'));
}

function refusal(text: string): UserError {
  return new UserError(text, [{ title: l10n.t('Manage Trust'), command: 'workbench.trust.manage' }]);
}
