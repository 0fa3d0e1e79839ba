import { isDeepStrictEqual } from 'node:util';
import type { ConfirmedChange } from '../../cluster/change/confirm.ts';
import type { Connection } from '../../cluster/connection.ts';
import { ClusterFailure, isFailure } from '../../cluster/failure.ts';
import { recordAt, textOf } from '../../cluster/json.ts';
import { objectPath } from '../../cluster/resource.ts';
import { pause } from '../pause.ts';
import { persist } from '../persist.ts';
import type { ApplyReport } from '../report.ts';
import { toolName, toolVersion } from '../set/applySet.ts';
import type { PlannedSet } from '../set/plannedSet.ts';
import {
  type AppliedFrom,
  type HistoryRecord,
  historyAnnotation,
  readHistory,
  writeHistory,
} from './record.ts';
import { userName } from './userName.ts';

/** What an apply is recorded with. */
export interface RecordedRun {
  readonly set: PlannedSet;
  readonly connection: Connection;
  readonly confirmed: ConfirmedChange;
  readonly report: ApplyReport;
  readonly signal: AbortSignal;
}

/** So long what is under way may go on after the user gave up. */
const graceSeconds = 5;
/** Others who record at the same time win some of the turns. */
const attempts = 20;
/** Longer with each attempt, and never for two of them alike. */
const pauseMs = 20;

/** Our name where the history is written: the set's own apply would else take away what it does not name. */
const historyManager = 'kubewright-history';

/**
 * Writes what an apply did into the history of its set, whose parent must be there. Gives why it could not, which does not
 * undo the apply; `undefined` where it is written, or where nothing is known of where it came from.
 */
export async function recordRun(run: RecordedRun): Promise<ClusterFailure | undefined> {
  const { set, connection, report, signal } = run;
  const { origin } = set;
  if (origin === undefined) return undefined;
  // Nobody waits for a server that is gone already.
  if (report.failure !== undefined) return report.failure;
  try {
    const latest = recordOf(origin, report, await userName(connection, signal));
    await persist(() => append(run, latest), signal);
    return undefined;
  } catch (error) {
    if (error instanceof ClusterFailure) return error;
    if (!signal.aborted) throw error;
    const { context, server } = connection;
    return new ClusterFailure('connection.timeout', { context, server, seconds: graceSeconds });
  }
}

async function append(
  { set, connection, confirmed, signal }: RecordedRun,
  latest: HistoryRecord,
): Promise<void> {
  const resource = { group: '', version: 'v1', resource: 'configmaps' };
  const path = objectPath(resource, set.namespace, set.name);
  for (let attempt = 1; ; attempt += 1) {
    const metadata = recordAt((await connection.get({ path, signal })).json(), 'metadata');
    const before = readHistory(recordAt(metadata, 'annotations')[historyAnnotation]);
    // An attempt whose answer was lost may have written it.
    if (before.some(record => isDeepStrictEqual(record, latest))) return;
    const body = {
      metadata: {
        // Of two who record at once the second must see the first one's.
        resourceVersion: textOf(metadata['resourceVersion']),
        annotations: { [historyAnnotation]: writeHistory(before, latest) },
      },
    };
    try {
      const contentType = 'application/merge-patch+json';
      const query = { fieldManager: historyManager };
      await connection.write(confirmed, { method: 'PATCH', path, query, contentType, body, signal });
      return;
    } catch (error) {
      if (!isFailure(error, 'response.conflict') || attempt === attempts) throw error;
      await pause(Math.random() * pauseMs * attempt, signal);
    }
  }
}

function recordOf(origin: AppliedFrom, report: ApplyReport, user: string): HistoryRecord {
  const { counts, pruned, cancelled } = report;
  const isGone = ({ outcome }: ApplyReport['pruned'][number]) => outcome === 'deleted' || outcome === 'gone';
  const isWhole = !cancelled && counts.failed + counts.notDone === 0 && pruned.every(isGone);
  return {
    root: origin.root,
    commit: origin.commit,
    dirty: origin.dirty,
    namespace: origin.namespace,
    user,
    time: new Date().toISOString(),
    tool: `${toolName}/v${toolVersion}`,
    result: isWhole ? 'complete' : 'partial',
    counts: { ...counts, pruned: pruned.filter(({ outcome }) => outcome === 'deleted').length },
  };
}
