import { type Uri, workspace } from 'vscode';
import type { DeclaredForward } from '../../cluster/forward/declared.ts';
import type { DeclarationFlaw } from './forwardList.ts';

/** A declaration of the workspace. */
export interface WorkspaceForward {
  readonly declared: DeclaredForward;
  /** The path of the folder that declares it, where it is one on a disk. */
  readonly folder: string | undefined;
}

/** What the workspace declares by now. */
export interface WorkspaceForwards {
  readonly forwards: readonly WorkspaceForward[];
  readonly flaws: readonly DeclarationFlaw[];
}

/** Reads the lists of all folders as one, so that what is repeated in another folder is told as well. */
export async function readWorkspace(): Promise<WorkspaceForwards> {
  const { readDeclarations } = await import('../../cluster/forward/declared.ts');
  const entries = differentLists().flatMap(({ list, place, folder }) =>
    list.map((entry, index) => ({ entry, place: `${place}[${index}]`, folder })),
  );
  const { forwards, problems } = readDeclarations(entries.map(({ entry }) => entry));
  const leftOut = new Set(
    problems.filter(({ code }) => code !== 'variables-repeated').map(({ index }) => index),
  );
  const read = entries.filter((_entry, index) => !leftOut.has(index));
  return {
    forwards: forwards.map((declared, index) => ({ declared, folder: read[index]?.folder })),
    flaws: problems.map(({ index, code, text }) => ({ place: entries[index]?.place ?? '', code, text })),
  };
}

/** Whether anything is declared, read without loading what reads it. */
export function hasDeclarations(): boolean {
  return lists().some(({ list }) => list.length > 0);
}

interface DeclaringList {
  readonly list: readonly unknown[];
  /** How its entries are called in texts. */
  readonly place: string;
  readonly folder: string | undefined;
}

/** Folders without a list of their own all have that of the workspace, which counts once. */
function differentLists(): readonly DeclaringList[] {
  const seen = new Set<string>();
  return lists().filter(({ list }) => {
    const text = JSON.stringify(list);
    return !seen.has(text) && seen.add(text);
  });
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
