import { l10n, ProgressLocation, window } from 'vscode';
import { concurrently } from '../../apply/concurrently.ts';
import { isGuardedKind } from '../../apply/set/groupKind.ts';
import { deleteObject } from '../../cluster/change/deleteObject.ts';
import type { ListedKind, Summary } from '../../cluster/kinds/summary.ts';
import { withSignal } from '../abortSignal.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import { confirmWrite, type WriteQuestion } from '../confirmWrite.ts';
import { failureText, isCancellation, isClusterFailure } from '../failureText.ts';
import type { Services } from '../services.ts';

/** More names than this are counted and not listed: a dialog must fit the screen. */
const listed = 20;
/** Requests under way at once. */
const limit = 8;

/** Deletes objects of one kind once the user has agreed to context, namespaces and names. */
export async function deleteRows(
  { connection }: ClusterSession,
  kind: ListedKind,
  objects: readonly Summary[],
  { log, textOf }: Pick<Services, 'log' | 'textOf'>,
): Promise<void> {
  const namespaces = [...new Set(objects.map(({ metadata }) => metadata.namespace))].filter(
    namespace => namespace !== '',
  );
  const counts = { create: 0, change: 0, unchanged: 0, delete: objects.length, unverified: 0 };
  const question = deleteQuestion(kind, objects, connection.context, namespaces.length > 1);
  const confirmed = await confirmWrite(connection, namespaces, counts, question);
  if (confirmed === undefined) return;
  const failures: string[] = [];
  let done = 0;
  const title = l10n.t('Deleting from {0}', connection.context);
  await window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (progress, token) =>
      withSignal(token, signal =>
        concurrently(objects, limit, async ({ metadata }) => {
          if (signal.aborted) return;
          try {
            await deleteObject(connection, confirmed, { resource: kind.id, metadata, signal });
            done += 1;
          } catch (error) {
            if (isCancellation(error)) return;
            if (!isClusterFailure(error)) throw error;
            failures.push(`${metadata.name}: ${failureText(error, textOf)}`);
          }
          const message = l10n.t('{0} of {1}', done + failures.length, objects.length);
          progress.report({ message, increment: 100 / objects.length });
        }),
      ),
  );
  for (const failure of failures) log.warn(failure);
  const [first] = failures;
  if (first === undefined) return;
  const text = l10n.t('{0} of {1} could not be deleted. {2}', failures.length, objects.length, first);
  const showLog = l10n.t('Show Log');
  // Whoever ran the command is not kept waiting until the message is closed.
  void window.showErrorMessage(text, showLog).then(chosen => {
    if (chosen === showLog) log.show();
  });
}

/** Names what goes, and of it what takes others with it. */
function deleteQuestion(
  { id, kind }: ListedKind,
  objects: readonly Summary[],
  context: string,
  withNamespace: boolean,
): WriteQuestion {
  const names = objects.slice(0, listed).map(({ metadata: { namespace, name } }) => {
    return `${kind} ${withNamespace ? `${namespace}/` : ''}${name}`;
  });
  const more = objects.length - names.length;
  const shown = [...names, ...(more > 0 ? [l10n.t('and {0} more', more)] : [])];
  const isGuarded = isGuardedKind(id.group === '' ? id.version : `${id.group}/${id.version}`, kind);
  return {
    question: l10n.t('Delete from {0}? Objects: {1}', context, objects.length),
    lines: [...shown, '', l10n.t('What they own goes with them.')],
    agree: l10n.t('Delete'),
    guarded: isGuarded ? shown : [],
  };
}
