import type { Readable } from 'node:stream';

/** Bytes that may wait for a slow reader before the sender is asked to pause. */
const mostWaiting = 1024 * 1024;
/** So long in one turn of the event loop all readers together work on what came; an editor has other things to do. */
const turnMilliseconds = 8;

/** When the first of them began in this turn. */
let turnBegan: number | undefined;

function isTurnOver(): boolean {
  if (turnBegan === undefined) {
    turnBegan = performance.now();
    setImmediate(() => {
      turnBegan = undefined;
    });
  }
  return performance.now() - turnBegan > turnMilliseconds;
}

/**
 * The bytes of an answer as they arrive, read by events from the moment of the call: Node's own iterator reports a
 * premature close for HTTP/2 streams that were queued behind the server's limit of streams and then ended at once.
 * Node also ends streams that were reset, so `whole` says whether the sender ended the body; `cutOff` gives the
 * error for all else, `leave` closes what was not read.
 */
export function bodyStream(
  source: Readable,
  whole: () => boolean,
  cutOff: () => unknown,
  leave: () => void,
): AsyncIterable<Uint8Array> {
  const waiting: Uint8Array[] = [];
  let bytes = 0;
  let state: 'open' | 'ended' | 'failed' = 'open';
  let failure: unknown;
  let wake = () => {};
  source.on('data', (chunk: Uint8Array) => {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes > mostWaiting) source.pause();
    wake();
  });
  const finish = (next: 'ended' | 'failed') => {
    if (state !== 'open') return;
    state = next;
    if (next === 'failed') failure = cutOff();
    wake();
  };
  source.once('end', () => finish(whole() ? 'ended' : 'failed'));
  source.on('error', () => finish('failed'));
  source.once('close', () => finish('failed'));
  return read();

  async function* read(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        if (waiting.length > 0 && isTurnOver()) await new Promise(resolve => setImmediate(resolve));
        const chunk = waiting.shift();
        if (chunk !== undefined) {
          bytes -= chunk.length;
          if (source.isPaused() && bytes <= mostWaiting / 2) source.resume();
          yield chunk;
        } else if (state === 'open') {
          await new Promise<void>(resolve => {
            wake = resolve;
          });
        } else if (state === 'failed') {
          throw failure;
        } else {
          return;
        }
      }
    } finally {
      leave();
    }
  }
}
