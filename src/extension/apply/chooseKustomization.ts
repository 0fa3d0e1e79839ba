import { CancellationError, l10n, Uri, window, workspace } from 'vscode';
import { isKustomization, kustomizationGlob } from '../languageServer.ts';
import { UserError } from '../userError.ts';

/** The kustomization file that a menu stands for, the one being edited, or one that the user picks. */
export async function chooseKustomization(argument: unknown): Promise<Uri> {
  const edited = window.activeTextEditor?.document.uri;
  for (const uri of [argument, edited]) {
    if (uri instanceof Uri && isKustomization(uri)) return uri;
  }
  const found = (await workspace.findFiles(kustomizationGlob)).filter(isKustomization);
  if (found.length === 0) throw new UserError(l10n.t('There is no kustomization in this workspace.'));
  const items = found
    .map(uri => ({ label: workspace.asRelativePath(Uri.joinPath(uri, '..')), uri }))
    .sort((left, right) => (left.label < right.label ? -1 : 1));
  const chosen = await window.showQuickPick(items, {
    placeHolder: l10n.t('Choose the kustomization to apply'),
  });
  if (chosen === undefined) throw new CancellationError();
  return chosen.uri;
}
