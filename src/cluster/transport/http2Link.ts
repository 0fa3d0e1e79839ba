import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2';
import type { Socket } from 'node:net';
import { bodyStream } from './bodyStream.ts';
import { type Link, type LinkAnswer, type LinkRequest, plainHeaders, UnsentError } from './link.ts';

/** How an HTTP/2 link is kept alive. */
export interface Http2Options {
  readonly origin: string;
  readonly pingSeconds: number;
  /** How long the answer to a PING may take. */
  readonly pingTimeoutSeconds: number;
  /** The reason given to all streams when a PING goes unanswered. */
  readonly deadLink: (seconds: number) => Error;
}

/** Long lists over a slow link stall with HTTP/2's default window of 64 KiB. */
const streamWindow = 4 * 1024 * 1024;
const sessionWindow = 16 * 1024 * 1024;

/**
 * An answer that takes so long casts doubt on the link, which is then probed at once. A reset that meets a write in
 * Node's TLS is told to nobody: neither the socket nor the session closes, and all that is sent is lost.
 */
const slowAnswerSeconds = 3;

/** Streams kept free on a session for short requests, so that watches cannot starve them. */
const reserve = 10;

/** A link over a socket on which HTTP/2 was agreed; takes the socket over. */
export function http2Link(socket: Socket, options: Http2Options): Link {
  const session = connect(options.origin, {
    createConnection: () => socket,
    settings: { enablePush: false, initialWindowSize: streamWindow },
    maxSessionMemory: 64,
  });
  let refusing = false;
  let streams = 0;
  session.on('error', () => {});
  session.on('goaway', () => {
    refusing = true;
  });
  session.once('connect', () => session.setLocalWindowSize(sessionWindow));
  const ping = keepAlive(session, options);
  session.once('close', () => clearInterval(ping));
  let doubted = false;
  const doubt = () => {
    if (doubted) return;
    doubted = true;
    probe(session, options, slowAnswerSeconds, () => {
      doubted = false;
    });
  };

  return {
    get usable() {
      const most = session.remoteSettings?.maxConcurrentStreams ?? 100;
      return !refusing && !session.closed && !session.destroyed && streams < Math.max(1, most - reserve);
    },
    get ended() {
      return session.destroyed;
    },
    request: request => {
      streams += 1;
      const slow = setTimeout(doubt, slowAnswerSeconds * 1000).unref();
      return send(session, request, () => {
        clearTimeout(slow);
        streams -= 1;
      }).finally(() => clearTimeout(slow));
    },
    retire: () => session.close(),
    close: reason => session.destroy(reason),
  };
}

/** The clock is looked at this often, so that a machine that slept is noticed soon after it wakes. */
const lookSeconds = 5;
/** A look that comes so much too late by the clock comes from a sleep, and not from a busy process. */
const sleptSeconds = 10;
/** Behind a sleep the other side has mostly forgotten us, so the answer is not waited for as long as else. */
const wakeSeconds = 5;

/** PINGs as often as the options say, and at once when the machine wakes. */
function keepAlive(session: ClientHttp2Session, options: Http2Options): NodeJS.Timeout {
  const step = Math.min(options.pingSeconds, lookSeconds);
  let looked = Date.now();
  let quiet = 0;
  return setInterval(() => {
    const late = (Date.now() - looked) / 1000 - step;
    looked = Date.now();
    quiet += step;
    if (late > sleptSeconds) {
      const pingTimeoutSeconds = Math.min(options.pingTimeoutSeconds, wakeSeconds);
      probe(session, { ...options, pingTimeoutSeconds }, late, () => {});
    } else if (quiet >= options.pingSeconds) {
      probe(session, options, options.pingSeconds, () => {});
    } else {
      return;
    }
    quiet = 0;
  }, step * 1000).unref();
}

/** Ends the session unless a PING is answered in time; nobody had heard from it for `silentSeconds` before. */
function probe(
  session: ClientHttp2Session,
  { pingTimeoutSeconds, deadLink }: Http2Options,
  silentSeconds: number,
  onAnswer: () => void,
): void {
  if (session.closed || session.destroyed) return;
  const dead = () => session.destroy(deadLink(Math.round(silentSeconds + pingTimeoutSeconds)));
  const late = setTimeout(dead, pingTimeoutSeconds * 1000);
  session.ping(() => {
    clearTimeout(late);
    onAnswer();
  });
}

function send(session: ClientHttp2Session, request: LinkRequest, onClose: () => void): Promise<LinkAnswer> {
  return new Promise((resolve, reject) => {
    let stream: ClientHttp2Stream;
    try {
      request.signal.throwIfAborted();
      stream = session.request(
        { ':method': request.method, ':path': request.path, ...request.headers },
        { endStream: request.body === undefined },
      );
    } catch (error) {
      onClose();
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      const unsent = code === 'ERR_HTTP2_GOAWAY_SESSION' || code === 'ERR_HTTP2_INVALID_SESSION';
      reject(unsent ? new UnsentError('session closed', { cause: error }) : error);
      return;
    }
    const abort = () => {
      stream.close(constants.NGHTTP2_CANCEL);
      reject(request.signal.reason);
    };
    request.signal.addEventListener('abort', abort, { once: true });
    let failure: unknown;
    const cutOff = () => (request.signal.aborted ? request.signal.reason : closeReason(stream, failure));
    stream.on('error', error => {
      failure = error;
    });
    const whole = () =>
      !request.signal.aborted && !stream.aborted && stream.rstCode === constants.NGHTTP2_NO_ERROR;
    const body = bodyStream(stream, whole, cutOff, () => {
      if (!stream.closed) stream.close(constants.NGHTTP2_CANCEL);
    });
    stream.once('response', headers => {
      resolve({ status: Number(headers[':status']), headers: plainHeaders(headers), body });
    });
    stream.once('close', () => {
      onClose();
      request.signal.removeEventListener('abort', abort);
      reject(cutOff());
    });
    if (request.body !== undefined) stream.end(request.body);
  });
}

function closeReason(stream: ClientHttp2Stream, failure: unknown): unknown {
  if (stream.rstCode === constants.NGHTTP2_REFUSED_STREAM) {
    return new UnsentError('stream refused', { cause: failure });
  }
  return failure ?? Object.assign(new Error('stream closed'), { code: 'ECONNRESET' });
}
