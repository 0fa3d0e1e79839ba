import { backoff } from '../cluster/backoff.ts';
import { systemClock } from '../cluster/clock.ts';
import { ClusterFailure, isFailure } from '../cluster/failure.ts';
import { pause } from './pause.ts';

/** A result that took patience. */
export interface Persisted<T> {
  readonly value: T;
  /** An earlier attempt may have been carried out, for its answer was lost. */
  readonly answerLost: boolean;
}

const never = new AbortController().signal;

/**
 * Repeats work that may be repeated (server-side apply is) while the server is overloaded or the connection breaks:
 * waits as long as the server asks, gives up after some attempts with the last failure. An abort of `signal` ends
 * the waiting: with an AbortError where nothing can have been done, else with the failure that leaves it open. What is not
 * repeatable is only tried again where the server did nothing.
 */
export async function persist<T>(
  work: () => Promise<T>,
  signal: AbortSignal = never,
  { isRepeatable }: { readonly isRepeatable: boolean } = { isRepeatable: true },
): Promise<Persisted<T>> {
  let loss: ClusterFailure | undefined;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { value: await work(), answerLost: loss !== undefined };
    } catch (error) {
      if (!(error instanceof ClusterFailure)) throw error;
      if (isLoss(error)) loss = error;
      if (!isRepeatable && (isLoss(error) || isGatewayTimeout(error))) throw error;
      // A later failure to connect does not undo what an earlier attempt may have done.
      if (attempt >= attemptsFor(error)) throw isConnectionFailure(error) ? (loss ?? error) : error;
      try {
        await pause(backoff(attempt, error, systemClock), signal);
      } catch (aborted) {
        throw loss ?? aborted;
      }
    }
  }
}

/** Whether the request may have been carried out although it failed. */
export function isLoss(failure: ClusterFailure): boolean {
  return failure.code === 'connection.reset' || failure.code === 'connection.timeout';
}

function isGatewayTimeout(failure: ClusterFailure): boolean {
  return isFailure(failure, 'response.unavailable') && failure.params.status === 504;
}

/** Whether nothing else can succeed either. */
export function isConnectionFailure(failure: ClusterFailure): boolean {
  return /^(connection|credentials|change)\./.test(failure.code) || failure.code === 'response.unauthorized';
}

function attemptsFor(failure: ClusterFailure): number {
  if (isFailure(failure, 'response.unavailable')) {
    return [429, 503, 504].includes(failure.params.status) ? 8 : 1;
  }
  // A dead link is told as a timeout, and the next attempt makes a new one.
  if (failure.code === 'connection.timeout') return 2;
  return ['connection.reset', 'connection.refused', 'connection.unreachable'].includes(failure.code) ? 4 : 1;
}
