import { StringDecoder } from 'node:string_decoder';
import { backoff } from '../backoff.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Connection } from '../connection.ts';
import { ClusterFailure } from '../failure.ts';
import { isRecord, listAt, recordAt, textOf } from '../json.ts';
import { objectPath } from '../resource.ts';
import { createLogCursor, type LogCursor } from './logCursor.ts';

/** Whose log. */
export interface LogSource {
  readonly connection: Pick<Connection, 'context' | 'server' | 'get' | 'stream'>;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** What happens to a log that is followed. */
export type LogEvent =
  | { readonly type: 'lines'; readonly lines: readonly string[] }
  /** Nothing is lost: it goes on where it was as soon as the server answers again. */
  | { readonly type: 'interrupted'; readonly failure: ClusterFailure }
  /** The lines that follow are those of a new start of the container. */
  | { readonly type: 'restarted' }
  /** The last event; `reason` in Kubernetes' own words, `undefined` where the pod is gone. */
  | { readonly type: 'ended'; readonly reason: string | undefined; readonly exitCode: number | undefined };

const podId = { group: '', version: 'v1', resource: 'pods' };
/** A stream that lasted this long worked, so the next failure is a first one again. */
const provenMilliseconds = 5000;

/**
 * The whole log of a container, at most its last `tailLines` lines; `previous` is that before its last restart.
 * Rejects with a ClusterFailure or an AbortError.
 */
export async function readLog(
  { connection, namespace, pod, container }: LogSource,
  options: { readonly tailLines: number; readonly previous: boolean; readonly signal: AbortSignal },
): Promise<string> {
  const { tailLines, previous, signal } = options;
  const query = { container, tailLines, previous };
  const answer = await connection.get({
    path: `${objectPath(podId, namespace, pod)}/log`,
    query,
    signal,
    timeoutSeconds: 120,
  });
  return new TextDecoder().decode(answer.body);
}

/**
 * Follows a container's log from its last `tailLines` lines on, through lost connections, without losing or repeating
 * a line, and through restarts of the container, until it has ended for good. A refusal (forbidden, no such pod) before
 * the first line rejects; an abort rejects with the signal's reason.
 */
export async function* followLog(
  source: LogSource,
  options: { readonly tailLines: number; readonly signal: AbortSignal; readonly clock?: Clock },
): AsyncGenerator<LogEvent> {
  const { tailLines, signal, clock = systemClock } = options;
  let cursor = createLogCursor();
  let starts: number | undefined;
  let failures = 0;
  while (!signal.aborted) {
    const began = clock.now();
    try {
      const state = await containerState(source, signal);
      if (starts !== undefined && state.starts > starts) {
        cursor = createLogCursor();
        yield { type: 'restarted' };
      }
      starts = state.starts;
      yield* stream(source, cursor, tailLines, signal);
      const after = await containerState(source, signal);
      if (after.ended !== undefined) {
        yield { type: 'ended', ...after.ended };
        return;
      }
      // The connection ended, or the container is about to start again.
      failures = clock.now() - began > provenMilliseconds ? 1 : failures + 1;
      await clock.sleep(backoff(failures, interruption(source), clock), signal);
    } catch (error) {
      if (signal.aborted || !(error instanceof ClusterFailure)) throw error;
      if (error.code === 'response.not-found' && starts !== undefined) {
        yield { type: 'ended', reason: undefined, exitCode: undefined };
        return;
      }
      if (starts === undefined || error.code === 'response.forbidden') throw error;
      failures = clock.now() - began > provenMilliseconds ? 1 : failures + 1;
      // A container that waits for its next start has no log to read yet, which is no trouble.
      if (error.code !== 'response.invalid') yield { type: 'interrupted', failure: error };
      await clock.sleep(backoff(failures, error, clock), signal);
    }
  }
}

function interruption({ connection: { context, server } }: LogSource): ClusterFailure {
  return new ClusterFailure('connection.reset', { context, server });
}

async function* stream(
  { connection, namespace, pod, container }: LogSource,
  cursor: LogCursor,
  tailLines: number,
  signal: AbortSignal,
): AsyncGenerator<LogEvent> {
  const since = cursor.resume();
  const answer = await connection.stream({
    path: `${objectPath(podId, namespace, pod)}/log`,
    query: {
      container,
      follow: true,
      timestamps: true,
      ...(since === undefined ? { tailLines } : { sinceTime: since }),
    },
    signal,
  });
  const utf8 = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of answer.body) {
    const lines = (rest + utf8.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length))).split('\n');
    // What the connection cut off comes again, whole.
    rest = lines.pop() ?? '';
    const fresh = cursor.take(lines);
    if (fresh.length > 0) yield { type: 'lines', lines: fresh };
  }
}

interface ContainerState {
  /** How often it was started again. */
  readonly starts: number;
  /** `undefined` while it runs or will start again. */
  readonly ended: { readonly reason: string | undefined; readonly exitCode: number | undefined } | undefined;
}

async function containerState(
  { connection, namespace, pod, container }: LogSource,
  signal: AbortSignal,
): Promise<ContainerState> {
  const object = (await connection.get({ path: objectPath(podId, namespace, pod), signal })).json();
  const status = recordAt(object, 'status');
  const own = ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses']
    .flatMap(key => listAt(status, key))
    .find(each => isRecord(each) && each['name'] === container);
  const starts = isRecord(own) && typeof own['restartCount'] === 'number' ? own['restartCount'] : 0;
  const terminated = recordAt(own, 'state')['terminated'];
  const policy = textOf(recordAt(object, 'spec')['restartPolicy']) ?? 'Always';
  if (!isRecord(terminated)) return { starts, ended: undefined };
  const exitCode = typeof terminated['exitCode'] === 'number' ? terminated['exitCode'] : undefined;
  const phase = status['phase'];
  const isFinal =
    phase === 'Succeeded' ||
    phase === 'Failed' ||
    policy === 'Never' ||
    (policy === 'OnFailure' && exitCode === 0);
  return { starts, ended: isFinal ? { reason: textOf(terminated['reason']), exitCode } : undefined };
}
