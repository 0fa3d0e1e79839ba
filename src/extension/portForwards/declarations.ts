import { type Uri, workspace } from 'vscode';
import type { DeclaringList, WorkspaceForwards } from './declaringLists.ts';

/** What the workspace declares by now. */
export async function readWorkspace(): Promise<WorkspaceForwards> {
  const { readLists } = await import('./declaringLists.ts');
  return readLists(lists());
}

/** Whether anything is declared, read without loading what reads it. */
export function hasDeclarations(): boolean {
  return lists().some(({ list }) => list.length > 0);
}

function lists(): readonly DeclaringList[] {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) return [listAt(undefined, 'kubewright.portForwards')];
  return folders.map(({ uri, name }) =>
    listAt(uri, `${folders.length === 1 ? '' : `${name}: `}kubewright.portForwards`),
  );
}

function listAt(scope: Uri | undefined, place: string): DeclaringList {
  const list: unknown = workspace.getConfiguration('kubewright', scope).get('portForwards');
  const folder = scope?.scheme === 'file' ? scope.fsPath : undefined;
  return { list: Array.isArray(list) ? list : [], place, folder };
}
