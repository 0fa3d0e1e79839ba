import { posix } from 'node:path';
import { l10n, type Uri, workspace } from 'vscode';
import type { AppliedFrom } from '../../apply/history/record.ts';
import type { SetOptions } from '../../apply/set/setOptions.ts';
import type { SetSource } from '../../apply/set/setSource.ts';
import type { BuildResult } from '../../kustomize/build.ts';
import { buildKustomization } from './buildKustomization.ts';

/** What is read of a source: its objects, what is wrong with it, and the files that it is made of. */
export type ReadSource = Pick<BuildResult, 'resources' | 'problems' | 'reads'>;

/** Something that can be applied, as the editor shows it. */
export interface ApplySource {
  /** For people, relative to the workspace. */
  readonly name: string;
  /** Its settings count. */
  readonly uri: Uri;
  /** Absolute directory, POSIX separators. */
  readonly root: string;
  /** The set that its objects make, so that what it renders no more can go; `undefined` where they make none. */
  readonly set: SetOptions | undefined;
  /** With unsaved edits. Rejects with the signal's reason. */
  read(signal: AbortSignal): Promise<ReadSource>;
  /** What was read as the set's history has it, but for the namespace; nothing is recorded where absent. */
  originOf?(read: ReadSource, signal: AbortSignal): Promise<Omit<AppliedFrom, 'namespace'>>;
}

/** A kustomization by its file; a set where the setting wants what it renders no more to be pruned. */
export async function kustomizationSource(file: Uri): Promise<ApplySource> {
  const root = directoryOf(file);
  const isPruned = workspace.getConfiguration('kubewright', file).get('prune', true);
  return {
    name: workspace.asRelativePath(file),
    uri: file,
    root,
    set: isPruned ? { name: await setNameOfRoot(root), isNamed: false } : undefined,
    read: signal => buildKustomization(root, signal),
    async originOf({ reads }, signal) {
      const { buildOrigin } = await import('../../node/buildOrigin.ts');
      return buildOrigin({ directory: root, reads, env: process.env, signal });
    },
  };
}

/** The name of the set that a kustomization's directory makes. */
export async function setNameOfRoot(root: string): Promise<string> {
  const [{ setNameOf }, { repositoryPath }] = await Promise.all([
    import('../../apply/set/applySet.ts'),
    import('../../node/repositoryPath.ts'),
  ]);
  return setNameOf(repositoryPath(root));
}

/** What the set of a kustomization's directory is applied from. Rejects with the signal's reason. */
export async function sourceOfRoot(root: string, signal: AbortSignal): Promise<SetSource> {
  const [{ repositoryQuestions }, { repositoryPath }] = await Promise.all([
    import('../../node/repositoryIdentity.ts'),
    import('../../node/repositoryPath.ts'),
  ]);
  const repository = await repositoryQuestions(root, process.env, signal).identity();
  return { root: repositoryPath(root), repository };
}

/** The directory of a file. */
export function directoryOf(file: Uri): string {
  return posix.dirname(file.fsPath.replaceAll('\\', '/'));
}

/** What a source is called whose text is only part of a file. */
export function selectionName(file: Uri): string {
  return l10n.t('selection of {0}', workspace.asRelativePath(file));
}
