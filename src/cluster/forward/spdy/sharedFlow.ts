import type { TunnelLink } from '../tunnelLink.ts';

/** How the streams of a session share its link. */
export interface SharedFlow<Stream> {
  send(frame: Buffer): void;
  /** A DATA frame of its head and its payload. */
  sendData(head: Buffer, payload: Buffer): void;
  /** Calls back, maybe at once, when more may be sent. */
  whenFree(free: () => void): void;
  /** The stream has more than its share unread: nothing more is read for anybody. */
  fallBehind(stream: Stream): void;
  catchUp(stream: Stream): void;
  /** Somebody waits to send, or for a reader. */
  readonly stalled: boolean;
  /** Nothing is read at the moment. */
  readonly held: boolean;
  /** What waited to be sent has left, or never will. */
  drained(): void;
}

/** That of a link; the session passes on its `drain`. */
export function sharedFlow<Stream>(link: TunnelLink): SharedFlow<Stream> {
  const behind = new Set<Stream>();
  const waiting = new Set<() => void>();
  return {
    send: frame => link.send(frame),
    sendData: (head, payload) => link.sendParts(head, payload),
    whenFree(free) {
      if (link.congested) waiting.add(free);
      else free();
    },
    fallBehind(stream) {
      behind.add(stream);
      link.pause();
    },
    catchUp(stream) {
      if (behind.delete(stream) && behind.size === 0) link.resume();
    },
    get stalled() {
      return behind.size > 0 || waiting.size > 0;
    },
    get held() {
      return behind.size > 0;
    },
    drained() {
      const free = [...waiting];
      waiting.clear();
      for (const each of free) each();
    },
  };
}
