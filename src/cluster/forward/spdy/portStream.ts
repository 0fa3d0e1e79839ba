import { Duplex } from 'node:stream';
import { ClusterFailure } from '../../failure.ts';
import { mostAhead, type PodAddress } from '../podPort.ts';
import { flagFin, headBytes, writeDataHead } from './frames.ts';
import type { SharedFlow } from './sharedFlow.ts';

/** A connection to a port: the end that people use, and what its session tells it. */
export interface PortStream {
  readonly duplex: Duplex;
  readonly dataId: number;
  readonly errorId: number;
  take(payload: Buffer): void;
  takeError(payload: Buffer): void;
  finish(): void;
  finishErrors(): void;
  reset(): void;
}

/** What a stream is for, and in which session. */
export interface PortStreamOptions extends PodAddress {
  readonly port: number;
  readonly dataId: number;
  readonly errorId: number;
  readonly flow: SharedFlow<PortStream>;
  /** No other stream would have to wait. */
  readonly isAlone: () => boolean;
  /** The stream has no client any more; once. */
  readonly rest: () => void;
  /** It is destroyed; not `clean` where the server does not know yet. */
  readonly forget: (stream: PortStream, clean: boolean) => void;
}

/** Servers take frames whole, so a large write is cut. */
const frameBytes = 128 * 1024;
/** A reader that lags may keep so much while others share the link, so that they need not wait for it. */
const mostAheadOfOthers = 4 * 1024 * 1024;
/** Servers write a sentence. */
const mostErrorBytes = 4096;
/** Some servers end the data of a connection that they could not make before they say why. */
const reasonMilliseconds = 100;

/** The stream of one connection; its session has sent the frames that open it, and feeds it. */
export function portStream(options: PortStreamOptions): PortStream {
  const { namespace, pod, port, dataId, errorId, flow, forget } = options;
  let remoteEnded = false;
  let localEnded = false;
  let errorsEnded = false;
  let silent = true;
  let errors = '';
  let reasonTimer: NodeJS.Timeout | undefined;
  const duplex = new Duplex({
    allowHalfOpen: true,
    readableHighWaterMark: mostAhead,
    writableHighWaterMark: frameBytes,
    read: () => flow.catchUp(stream),
    write: (chunk: Buffer, _encoding, done) => send([chunk], done),
    writev: (writes, done) =>
      send(
        writes.map(({ chunk }) => chunk as Buffer),
        done,
      ),
    final: done => {
      rest();
      const fin = Buffer.allocUnsafe(headBytes);
      writeDataHead(fin, dataId, flagFin, 0);
      flow.send(fin);
      done();
    },
    destroy: (error, done) => {
      clearTimeout(reasonTimer);
      const clean = remoteEnded && localEnded;
      rest();
      forget(stream, clean);
      done(error);
    },
  });

  function rest(): void {
    if (!localEnded) options.rest();
    localEnded = true;
  }

  function send(chunks: readonly Buffer[], done: () => void): void {
    const all = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
    for (let at = 0; at < all.length; at += frameBytes) {
      const part = all.subarray(at, at + frameBytes);
      const head = Buffer.allocUnsafe(headBytes);
      writeDataHead(head, dataId, 0, part.length);
      flow.sendData(head, part);
    }
    flow.whenFree(done);
  }

  /** What the server wrote about it, as far as that came, beats the fact that it ended. */
  function fail(): boolean {
    if (errors === '') return false;
    const message = errors.trim();
    duplex.destroy(new ClusterFailure('forward.remote', { namespace, pod, port, message }));
    return true;
  }

  const endReadable = () => {
    clearTimeout(reasonTimer);
    if (!fail() && !duplex.readableEnded && !duplex.destroyed) duplex.push(null);
  };
  const stream: PortStream = {
    duplex,
    dataId,
    errorId,
    take(payload) {
      silent = false;
      if (duplex.push(payload) || duplex.destroyed) return;
      if (options.isAlone() || duplex.readableLength > mostAheadOfOthers) flow.fallBehind(stream);
    },
    takeError(payload) {
      if (errors.length < mostErrorBytes) errors += payload.toString('utf8');
    },
    finish() {
      if (remoteEnded) return;
      remoteEnded = true;
      if (silent && !errorsEnded) reasonTimer = setTimeout(endReadable, reasonMilliseconds);
      else endReadable();
    },
    finishErrors() {
      errorsEnded = true;
      if (remoteEnded) endReadable();
      else fail();
    },
    reset() {
      if (fail() || duplex.destroyed) return;
      // Some servers reset what they have ended before.
      if (!remoteEnded) duplex.destroy(new ClusterFailure('forward.reset', { namespace, pod, port }));
    },
  };
  return stream;
}
