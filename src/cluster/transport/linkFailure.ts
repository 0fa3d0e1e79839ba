import { isAbort } from '../abort.ts';
import { ClusterFailure } from '../failure.ts';

const refused = new Set(['ECONNREFUSED']);
const reset = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_HTTP2_STREAM_ERROR',
  'ERR_HTTP2_SESSION_ERROR',
  'ERR_HTTP2_STREAM_CANCEL',
  'ERR_HTTP2_GOAWAY_SESSION',
  'ERR_HTTP2_INVALID_SESSION',
  'ERR_HTTP2_INVALID_STREAM',
  'ERR_STREAM_DESTROYED',
]);
/** Checks of the server's certificate that depend on this machine's clock. */
const outOfTime: Readonly<Record<string, 'expired' | 'not-yet-valid'>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
};
const timedOut = new Set(['ETIMEDOUT', 'ESOCKETTIMEDOUT']);
const nameUnknown = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME']);

/**
 * What a socket's error means, as a failure; aborts and failures pass through as they are. `path` is what was
 * asked for, told where the answer is broken.
 */
export function linkFailure(error: unknown, context: string, server: string, path = '/'): unknown {
  if (error instanceof ClusterFailure || isAbort(error)) return error;
  const code = codeOf(error);
  if (refused.has(code)) return new ClusterFailure('connection.refused', { context, server }, error);
  const problem = outOfTime[code];
  if (problem !== undefined) {
    const now = new Date().toISOString();
    return new ClusterFailure('connection.certificate-time', { context, server, problem, now }, error);
  }
  if (isTls(error, code)) {
    return new ClusterFailure('connection.tls', { context, server, reason: reasonOf(error) }, error);
  }
  if (reset.has(code)) return new ClusterFailure('connection.reset', { context, server }, error);
  if (timedOut.has(code)) {
    return new ClusterFailure('connection.timeout', { context, server, seconds: 0 }, error);
  }
  if (nameUnknown.has(code)) {
    return new ClusterFailure('connection.name', { context, host: hostName(server) }, error);
  }
  // Of the HTTP parser and of gzip.
  if (/^(HPE|Z)_/.test(code)) {
    return new ClusterFailure('response.malformed', { context, path, reason: code }, error);
  }
  return new ClusterFailure('connection.unreachable', { context, server, reason: reasonOf(error) }, error);
}

/** Certificate checks report their own codes, protocol trouble reports OpenSSL's. */
function isTls(error: unknown, code: string): boolean {
  if (/^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_)/.test(code))
    return true;
  if (code === 'EPROTO') return true;
  return (
    code === 'ECONNRESET' && error instanceof Error && error.message.includes('before secure TLS connection')
  );
}

/** The error's code, or that of the first of several addresses that were tried. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && !('code' in error)) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  return code === '' || message.includes(code) ? message : `${code}: ${message}`;
}

function hostName(server: string): string {
  try {
    return new URL(server).hostname;
  } catch {
    return server;
  }
}
