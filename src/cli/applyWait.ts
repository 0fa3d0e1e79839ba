import { describeObject } from '../apply/objectName.ts';
import type { ApplyReport } from '../apply/report.ts';
import { awaitedObjects } from '../apply/wait/awaitedObjects.ts';
import { crashLog } from '../apply/wait/crashLog.ts';
import type { PodTrouble } from '../apply/wait/podTrouble.ts';
import { type AwaitedProgress, waitForReady } from '../apply/wait/waitForReady.ts';
import { isAbort } from '../cluster/abort.ts';
import type { Connection } from '../cluster/connection.ts';
import { createObjectStore } from '../cluster/watch/objectStore.ts';
import { textIn } from '../messages/text.ts';
import { type CommandIo, localeOf } from './command.ts';

/** What is waited for, and how long. */
export interface ApplyWait {
  readonly connection: Connection;
  readonly report: ApplyReport;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

/**
 * Waits until what was applied is ready and tells on the standard error what becomes of it, a line a change; in the end,
 * for what is not ready, also the last lines of containers that crashed. Gives whether all is ready.
 */
export async function waitAndTell(wait: ApplyWait, io: CommandIo): Promise<boolean> {
  const { connection, report, timeoutSeconds, signal } = wait;
  const textOf = textIn(localeOf(io.env));
  const store = createObjectStore(connection);
  const told = new Map<string, string>();
  const tell = (objects: readonly AwaitedProgress[]) => {
    for (const progress of objects) {
      const name = describeObject(progress.object);
      const line = lineOf(progress, textOf({ code: 'cli.ready', params: {} }));
      if (told.get(name) !== line) io.stderr.write(`${name}: ${line}\n`);
      told.set(name, line);
    }
  };
  try {
    const objects = awaitedObjects(report);
    const result = await waitForReady({ store, objects, timeoutSeconds, signal, onProgress: tell });
    if (result.outcome === 'ready') return true;
    for (const { troubles } of result.objects) await tellCrash(connection, troubles, signal, io);
    const left = result.objects.filter(({ isReady }) => !isReady).length;
    const params = { outcome: result.outcome, left, total: objects.length, seconds: timeoutSeconds };
    io.stderr.write(`${textOf({ code: 'cli.wait-ended', params })}\n`);
    return false;
  } finally {
    store.dispose();
  }
}

async function tellCrash(
  connection: Connection,
  troubles: readonly PodTrouble[],
  signal: AbortSignal,
  io: CommandIo,
): Promise<void> {
  const crashed = troubles.find(({ container }) => container !== undefined);
  if (crashed === undefined) return;
  try {
    for (const line of await crashLog(connection, crashed, signal)) {
      io.stderr.write(`  ${crashed.pod}/${crashed.container}: ${line}\n`);
    }
  } catch (error) {
    if (!isAbort(error)) throw error;
  }
}

function lineOf({ status, isReady, troubles }: AwaitedProgress, ready: string): string {
  if (isReady) return ready;
  const own =
    status === undefined ? '…' : [status.reason || status.status, status.message].filter(Boolean).join(': ');
  const [first] = troubles;
  if (first === undefined) return own;
  const trouble = [first.reason, first.message].filter(Boolean).join(': ');
  return `${own} — ${first.pod}: ${trouble}`;
}
