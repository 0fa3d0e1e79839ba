import {
  type DeclarationProblem,
  type DeclaredForward,
  readDeclarations,
} from '../../cluster/forward/declared.ts';

/** What one folder of the workspace has as the value of the setting. */
export interface DeclaringList {
  readonly list: readonly unknown[];
  /** How the setting is called in texts: with the folder where there are several. */
  readonly place: string;
  /** The path of the folder, where it is one on a disk. */
  readonly folder: string | undefined;
}

/** A declaration of the workspace. */
export interface WorkspaceForward {
  readonly declared: DeclaredForward;
  /** The path of the folder that declares it, where it is one on a disk. */
  readonly folder: string | undefined;
}

/** What is wrong with a declaration, and where that stands: `kubewright.portForwards[1]`. */
export interface DeclarationFlaw extends Omit<DeclarationProblem, 'index'> {
  readonly place: string;
}

/** What a workspace declares. */
export interface WorkspaceForwards {
  readonly forwards: readonly WorkspaceForward[];
  readonly flaws: readonly DeclarationFlaw[];
}

/**
 * Reads the lists of all folders as one, so that what is repeated in another folder is told as well. Folders without a list
 * of their own all have that of the workspace, which counts once.
 */
export function readLists(lists: readonly DeclaringList[]): WorkspaceForwards {
  const texts = lists.map(({ list }) => JSON.stringify(list));
  const entries = lists
    .filter((_list, index) => texts.indexOf(texts[index] ?? '') === index)
    .flatMap(({ list, place, folder }) =>
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
