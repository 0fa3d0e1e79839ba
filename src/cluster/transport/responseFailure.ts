import { ClusterFailure, type StatusCause } from '../failure.ts';
import { isRecord, listAt, recordAt, textOf } from '../json.ts';

/** What a status of 400 and more means; `body` is a Kubernetes Status, or whatever a proxy sent. */
export function responseFailure(
  context: string,
  server: string,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
): ClusterFailure {
  const parsed = parseStatus(body);
  const message = messageOf(status, parsed, body);
  return statusFailure(context, server, status, message, retryAfter(headers), causesOf(parsed));
}

/** The same for a Status that arrived as an event of a watch. */
export function statusFailure(
  context: string,
  server: string,
  status: number,
  message: string,
  retryAfterSeconds: number | undefined,
  causes: readonly StatusCause[] = [],
): ClusterFailure {
  const withCauses = causes.length === 0 ? { context, message } : { context, message, causes };
  switch (status) {
    case 400:
    case 422:
      return new ClusterFailure('response.invalid', withCauses);
    case 401:
      return new ClusterFailure('response.unauthorized', { context, server });
    case 403:
      return new ClusterFailure('response.forbidden', { context, message });
    case 404:
      return new ClusterFailure('response.not-found', { context, message });
    case 409:
      return new ClusterFailure('response.conflict', withCauses);
    case 410:
      return new ClusterFailure('response.gone', { context, message });
  }
  if (status === 429 || status >= 500) {
    return new ClusterFailure('response.unavailable', { context, status, message, retryAfterSeconds });
  }
  return new ClusterFailure('response.status', { context, status, message });
}

/** The body as JSON; `undefined` for a proxy's own page. */
function parseStatus(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A proxy's own page says little in HTML, a plain line says what it is. */
function messageOf(status: number, parsed: unknown, body: Uint8Array): string {
  const message = isRecord(parsed) ? textOf(parsed['message']) : undefined;
  if (message !== undefined) return message;
  const line = Buffer.from(body).toString('utf8').trim().split('\n')[0] ?? '';
  return line === '' || line.startsWith('<') || line.startsWith('{') ? `HTTP ${status}` : line.slice(0, 200);
}

function causesOf(parsed: unknown): StatusCause[] {
  return listAt(recordAt(parsed, 'details'), 'causes').flatMap(cause =>
    isRecord(cause)
      ? [
          {
            reason: textOf(cause['reason']) ?? '',
            field: textOf(cause['field']) ?? '',
            message: textOf(cause['message']) ?? '',
          },
        ]
      : [],
  );
}

/** API servers send seconds; proxies may send a date, which is taken by the sender's own clock where it tells it. */
function retryAfter(headers: Readonly<Record<string, string>>): number | undefined {
  const text = headers['retry-after'];
  if (text === undefined) return undefined;
  const now = Date.parse(headers['date'] ?? '') || Date.now();
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - now) / 1000);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
