import { l10n, type Uri, window, workspace } from 'vscode';
import { namesContext, textsOf } from '../apply/safety/targets.ts';

/**
 * What `kubewright.protectedContexts` says on any level: a repository's own settings add to what the user protects, and
 * take nothing from it.
 */
export function protectedContexts(scope: Uri | undefined): readonly string[] {
  const levels = workspace.getConfiguration('kubewright', scope).inspect('protectedContexts');
  const { globalValue, workspaceValue, workspaceFolderValue } = levels ?? {};
  return [globalValue, workspaceValue, workspaceFolderValue].flatMap(textsOf);
}

/** Whether anything that is open protects a context, for changes that come from no file. */
export function isProtectedAnywhere(context: string): boolean {
  const scopes = [undefined, ...(workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
  return scopes.some(scope => namesContext(protectedContexts(scope), context));
}

/** Has the user type the name of a protected context; false where they did not. */
export async function typeContextName(context: string): Promise<boolean> {
  const typed = await window.showInputBox({
    prompt: l10n.t('{0} is protected. Type its name to go on.', context),
    ignoreFocusOut: true,
    validateInput: text =>
      text === '' || text === context ? undefined : l10n.t('This is not the name of the context.'),
  });
  return typed === context;
}
