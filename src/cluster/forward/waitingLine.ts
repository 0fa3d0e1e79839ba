import { abortError } from '../abort.ts';
import type { PodTunnel } from './podPort.ts';

/** A connection that has no tunnel yet. */
export interface Waiting {
  readonly port: number;
  readonly take: (tunnel: PodTunnel) => void;
  readonly fail: (error: unknown) => void;
}

/** Connections that wait for a tunnel, first come first served. */
export interface WaitingLine {
  readonly length: number;
  /** The port of the first; 0 where nobody waits. */
  readonly firstPort: number;
  /** Puts a connection into the line; `onImpatient` is called once where it waits for long. */
  wait(
    port: number,
    signal: AbortSignal,
    onImpatient: (leave: () => Waiting | undefined) => void,
  ): Promise<PodTunnel>;
  /** Takes out the first, or the first for that port. */
  next(port?: number): Waiting | undefined;
  failAll(error: unknown): void;
}

/** A connection rather shares a tunnel than waits longer for one of its own. */
const patienceMilliseconds = 100;

/** An empty line. */
export function createWaitingLine(): WaitingLine {
  const line: Waiting[] = [];
  return {
    get length() {
      return line.length;
    },
    get firstPort() {
      return line[0]?.port ?? 0;
    },
    wait: (port, signal, onImpatient) =>
      new Promise((resolve, reject) => {
        const settled = () => {
          clearTimeout(impatient);
          signal.removeEventListener('abort', abort);
        };
        const one: Waiting = {
          port,
          take(tunnel) {
            settled();
            resolve(tunnel);
          },
          fail(error) {
            settled();
            reject(error);
          },
        };
        const leave = () => {
          const at = line.indexOf(one);
          return at < 0 ? undefined : line.splice(at, 1)[0];
        };
        const abort = () => leave()?.fail(abortError());
        const impatient = setTimeout(() => onImpatient(leave), patienceMilliseconds);
        signal.addEventListener('abort', abort, { once: true });
        line.push(one);
      }),
    next(port) {
      if (port === undefined) return line.shift();
      const at = line.findIndex(each => each.port === port);
      return at < 0 ? undefined : line.splice(at, 1)[0];
    },
    failAll(error) {
      for (const each of line.splice(0)) each.fail(error);
    },
  };
}
