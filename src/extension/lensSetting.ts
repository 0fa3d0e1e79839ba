import { type TextDocument, workspace } from 'vscode';

/** Whether a document is to have lenses of that setting of ours. To be asked last: the editor takes its time to answer. */
export function isLensOn(document: TextDocument, setting: 'liveObjectLens' | 'portForwardLens'): boolean {
  return workspace.isTrusted && workspace.getConfiguration('kubewright', document).get(setting) === true;
}
