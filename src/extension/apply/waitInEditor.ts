import { l10n, ProgressLocation, window } from 'vscode';
import { describeObject } from '../../apply/objectName.ts';
import type { ApplyReport } from '../../apply/report.ts';
import { awaitedObjects } from '../../apply/wait/awaitedObjects.ts';
import { crashLog } from '../../apply/wait/crashLog.ts';
import { type AwaitedProgress, type WaitResult, waitForReady } from '../../apply/wait/waitForReady.ts';
import { withSignal } from '../abortSignal.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import { reasonOf } from './reportLines.ts';

/** What is waited for. */
export interface EditorWait {
  readonly session: ClusterSession;
  readonly report: ApplyReport;
  readonly timeoutSeconds: number;
  /** After something changed. */
  readonly onProgress: (objects: readonly AwaitedProgress[]) => void;
}

/** How it ended, and the last lines of containers that crashed, by their pods. */
export interface EditorWaitResult extends WaitResult {
  readonly logs: readonly { readonly pod: string; readonly lines: readonly string[] }[];
}

/**
 * Waits until what was applied is ready, under a notification that says what is not and why; to cancel it leaves what was
 * applied. `undefined` where there is nothing to wait for.
 */
export async function waitInEditor(wait: EditorWait): Promise<EditorWaitResult | undefined> {
  const { session, report, timeoutSeconds, onProgress } = wait;
  const { store, connection, kubeContext } = session;
  const objects = awaitedObjects(report);
  if (objects.length === 0) return undefined;
  const title = l10n.t('Waiting until ready in {0}', kubeContext.name);
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (progress, token) =>
      withSignal(token, async signal => {
        let shown = 0;
        const tell = (all: readonly AwaitedProgress[]) => {
          const ready = all.filter(({ isReady }) => isReady).length;
          const first = all.find(({ isReady }) => !isReady);
          const why = first === undefined ? '' : ` · ${describeObject(first.object)}: ${reasonOf(first)}`;
          const percent = (ready / all.length) * 100;
          progress.report({
            message: `${l10n.t('{0} of {1} ready', ready, all.length)}${why}`,
            increment: Math.max(0, percent - shown),
          });
          shown = Math.max(shown, percent);
          onProgress(all);
        };
        const result = await waitForReady({ store, objects, timeoutSeconds, signal, onProgress: tell });
        const troubles = result.outcome === 'ready' ? [] : result.objects.flatMap(each => each.troubles);
        const crashed = troubles.filter(({ container }) => container !== undefined);
        // Giving up the waiting is no reason to leave out why it took so long.
        const { signal: ownSignal } = new AbortController();
        const logs = await Promise.all(
          crashed.map(async trouble => ({
            pod: `${trouble.namespace}/${trouble.pod}`,
            lines: await crashLog(connection, trouble, ownSignal),
          })),
        );
        return { ...result, logs };
      }),
  );
}
