import { CancellationError, l10n, RelativePattern, Uri, window, workspace } from 'vscode';
import { kustomizationRow } from '../kustomizations/rows.ts';
import { isKustomization, kustomizationGlob } from '../languageServer.ts';
import { UserError } from '../userError.ts';

/**
 * The kustomization file that a menu's file or folder stands for, the one being edited where no menu was used, or one
 * that the user picks. Rejects with a CancellationError or a UserError.
 */
export async function chooseKustomization(argument: unknown): Promise<Uri> {
  const row = kustomizationRow(argument);
  if (row !== undefined) return row.kustomization.uri;
  if (argument instanceof Uri) {
    if (isKustomization(argument)) return argument;
    const [inside] = await kustomizationsIn(
      new RelativePattern(argument, kustomizationGlob.replace('**/', '')),
    );
    if (inside !== undefined) return inside;
  }
  const edited = argument === undefined ? window.activeTextEditor?.document.uri : undefined;
  if (edited !== undefined && isKustomization(edited)) return edited;
  const found = await kustomizationsIn(kustomizationGlob);
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

async function kustomizationsIn(pattern: string | RelativePattern): Promise<Uri[]> {
  return (await workspace.findFiles(pattern)).filter(isKustomization);
}
