import type { Clock } from './clock.ts';
import type { ClusterFailure } from './failure.ts';

const firstMilliseconds = 500;
const mostMilliseconds = 30_000;

/** What a person or an administrator has to mend first; asking often would only load the server. */
const patient = new Set([
  'response.forbidden',
  'response.unauthorized',
  'response.not-found',
  'credentials.certificate-expired',
  'credentials.exec-version',
  'credentials.unencrypted',
  'credentials.unsendable',
]);

/**
 * How long to wait before trying again after `failures` failures in a row (1 for the first), in milliseconds:
 * doubling, with jitter so that clients of a restarted server do not come back at once. Never less than the
 * server asked for.
 */
export function backoff(failures: number, failure: ClusterFailure, clock: Clock): number {
  const doubled = firstMilliseconds * 2 ** Math.min(failures - 1, 10);
  const most = Math.min(mostMilliseconds, patient.has(failure.code) ? mostMilliseconds : doubled);
  const asked = 'retryAfterSeconds' in failure.params ? (failure.params.retryAfterSeconds ?? 0) * 1000 : 0;
  return Math.max(asked, most * (0.5 + clock.random() / 2));
}
