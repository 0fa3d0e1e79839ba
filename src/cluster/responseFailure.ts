import { ClusterFailure } from './failure.ts';
import { isRecord, textOf } from './json.ts';

/** What a status of 400 and more means; `body` is a Kubernetes Status, or whatever a proxy sent. */
export function responseFailure(
  context: string,
  server: string,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
): ClusterFailure {
  return statusFailure(context, server, status, messageOf(status, body), retryAfter(headers));
}

/** The same for a Status that arrived as an event of a watch. */
export function statusFailure(
  context: string,
  server: string,
  status: number,
  message: string,
  retryAfterSeconds: number | undefined,
): ClusterFailure {
  switch (status) {
    case 400:
    case 422:
      return new ClusterFailure('response.invalid', { context, message });
    case 401:
      return new ClusterFailure('response.unauthorized', { context, server });
    case 403:
      return new ClusterFailure('response.forbidden', { context, message });
    case 404:
      return new ClusterFailure('response.not-found', { context, message });
    case 409:
      return new ClusterFailure('response.conflict', { context, message });
    case 410:
      return new ClusterFailure('response.gone', { context, message });
  }
  if (status === 429 || status >= 500) {
    return new ClusterFailure('response.unavailable', { context, status, message, retryAfterSeconds });
  }
  return new ClusterFailure('response.status', { context, status, message });
}

function messageOf(status: number, body: Uint8Array): string {
  const text = Buffer.from(body).toString('utf8');
  try {
    const parsed: unknown = JSON.parse(text);
    const message = isRecord(parsed) ? textOf(parsed['message']) : undefined;
    if (message !== undefined) return message;
  } catch {
    // A proxy's own page says little in HTML, a plain line says what it is.
  }
  const line = text.trim().split('\n')[0] ?? '';
  return line === '' || line.startsWith('<') || line.startsWith('{') ? `HTTP ${status}` : line.slice(0, 200);
}

/** Seconds; the form with a date is not used by API servers. */
function retryAfter(headers: Readonly<Record<string, string>>): number | undefined {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
