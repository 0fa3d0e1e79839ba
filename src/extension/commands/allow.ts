import { ConfigurationTarget, l10n, Uri, workspace } from 'vscode';
import type { Command } from '../command.ts';
import { requireTrustToFetch } from '../trust.ts';

/**
 * Turns a setting on for the workspace folder of a document (its URI first, then `remote` or `enableHelm`), as quick fixes
 * offer it. Without a folder it is turned on for the user.
 */
export const allow: Command = async (document, setting) => {
  if (typeof document !== 'string' || (setting !== 'remote' && setting !== 'enableHelm')) {
    throw new Error(l10n.t('This command is for the quick fixes of Kubewright.'));
  }
  requireTrustToFetch();
  const uri = Uri.parse(document);
  const target =
    workspace.getWorkspaceFolder(uri) === undefined
      ? ConfigurationTarget.Global
      : ConfigurationTarget.WorkspaceFolder;
  await workspace.getConfiguration('kubewright.kustomize', uri).update(setting, true, target);
};
