import { posix } from 'node:path';
import { l10n, Uri } from 'vscode';
import type { HistoryRecord } from '../../apply/history/record.ts';
import type { BuildResult } from '../../kustomize/build.ts';
import { renderCommit } from '../../node/renderCommit.ts';
import type { ApplySource } from '../apply/applySource.ts';
import { buildOptionsOf } from '../apply/buildKustomization.ts';
import { UserError } from '../userError.ts';
import type { Deployed } from './requireDeployed.ts';
import { revisionScheme } from './revisionDocuments.ts';
import { commitText } from './targetItem.ts';

/** A record whose commit is known. */
export type CommittedRecord = HistoryRecord & { readonly commit: string };

/** Whether the commit of a record is known. */
export function isCommitted(record: HistoryRecord): record is CommittedRecord {
  return record.commit !== undefined;
}

/**
 * Renders a kustomization as a commit of its history has it. Rejects with a UserError where git or the commit is not there, or
 * with the signal's reason.
 */
export async function renderRevision(
  { file, name, place }: Deployed,
  { commit, root }: CommittedRecord,
  signal: AbortSignal,
): Promise<BuildResult> {
  const { repository } = place;
  if (repository === undefined) throw new UserError(l10n.t('{0} is in no git repository.', name));
  const { top } = repository;
  const directory = posix.join(top, root);
  // Whoever writes a history could else have anything rendered.
  if (directory !== top && !directory.startsWith(`${top}/`)) {
    throw new UserError(l10n.t('{0} is in no git repository.', root));
  }
  try {
    return await renderCommit({
      repository: { top, env: process.env, signal },
      commit,
      directory,
      options: await buildOptionsOf(posix.dirname(file.fsPath.replaceAll('\\', '/'))),
      uriOf: path => Uri.from({ scheme: revisionScheme, path, query: commit }).toString(),
    });
  } catch (error) {
    throw gitError(error, commitText({ commit, dirty: false }));
  }
}

/** A revision as something that can be applied to where its set is; `reads` are not told, for no file on disk was read. */
export function revisionSource(deployed: Deployed, record: CommittedRecord): ApplySource {
  const { file, name, set } = deployed;
  const directory = posix.dirname(file.fsPath.replaceAll('\\', '/'));
  return {
    name: `${name} @ ${commitText({ commit: record.commit, dirty: false })}`,
    uri: file,
    root: directory,
    set: { name: set.name, namespace: set.namespace },
    async read(signal) {
      const { resources, problems } = await renderRevision(deployed, record, signal);
      return { resources, problems, reads: new Map() };
    },
    async originOf(_, signal) {
      const { repositoryQuestions } = await import('../../node/repositoryIdentity.ts');
      const repository = await repositoryQuestions(directory, process.env, signal).identity();
      return { root: record.root, commit: record.commit, dirty: false, repository };
    },
  };
}

/** By its shape: the class lives in a room that is not loaded before it is needed. */
function gitError(error: unknown, commit: string): unknown {
  if (!(error instanceof Error) || !('problem' in error)) return error;
  if (error.problem === 'no-git') return new UserError(l10n.t('git is needed for this, and was not found.'));
  if (error.problem === 'no-commit') {
    return new UserError(
      l10n.t('This repository does not have the commit {0}. Fetch it, and try again.', commit),
    );
  }
  return new UserError(l10n.t('git could not read the commit {0}: {1}', commit, error.message.slice(0, 300)));
}
