import { ClusterFailure } from '../failure.ts';
import type { TunnelLink } from './tunnelLink.ts';

/** How a link is asked whether the other end is alive. */
export interface LifeSignOptions {
  /** Sends a question that the other end answers; the numbers are odd. */
  readonly ask: (id: number) => void;
  /** False while we do not read, so that no answer can be seen. */
  readonly isOwed: () => boolean;
  /** The link is dead. */
  readonly onDead: (failure: ClusterFailure) => void;
  readonly target: { readonly context: string; readonly server: string };
}

/** Watches over a link until it is stopped. */
export interface LifeSign {
  /** To be called with whatever is heard. */
  heard(): void;
  /** Whether the other end lives: at once where it was heard of lately, else by asking; false after `milliseconds`. */
  prove(milliseconds: number): Promise<boolean>;
  /** Milliseconds since the oldest question that has no answer; 0 where there is none. */
  readonly silence: number;
  stop(): void;
}

const askEveryMilliseconds = 10_000;
/** As for the link that everything else goes over: a dead one is noticed within 42 seconds. */
const deadMilliseconds = 42_000;
/** A pod that does not read what was sent keeps its server from answering, for as long as it likes. */
const deadUploadMilliseconds = 300_000;
/** Less than this is a question or two, which no server leaves unread. */
const uploadBytes = 16 * 1024;

/** Heard of so lately, the other end need not be asked. */
const freshMilliseconds = 5000;

/** Asks now and then, from now on. */
export function lifeSign(link: TunnelLink, { ask, isOwed, onDead, target }: LifeSignOptions): LifeSign {
  const proving = new Set<(alive: boolean) => void>();
  let askedAt: number | undefined;
  let nextId = 1;
  const silence = () => {
    if (askedAt === undefined || !isOwed() || link.heardAt >= askedAt) return 0;
    return performance.now() - askedAt;
  };
  const askNow = () => {
    if (silence() > 0) return;
    askedAt = performance.now();
    ask(nextId);
    nextId += 2;
  };
  const tell = (alive: boolean) => {
    for (const resolve of proving) resolve(alive);
    proving.clear();
  };
  const timer = setInterval(() => {
    const most = link.unanswered > uploadBytes ? deadUploadMilliseconds : deadMilliseconds;
    if (silence() > most)
      onDead(new ClusterFailure('connection.timeout', { ...target, seconds: most / 1000 }));
    else askNow();
  }, askEveryMilliseconds).unref();
  return {
    heard() {
      if (proving.size > 0) tell(true);
    },
    prove(milliseconds) {
      if (performance.now() - link.heardAt < freshMilliseconds) return Promise.resolve(true);
      askNow();
      return new Promise(resolve => {
        const late = setTimeout(settle, milliseconds, false);
        function settle(alive: boolean) {
          clearTimeout(late);
          proving.delete(settle);
          resolve(alive);
        }
        proving.add(settle);
      });
    },
    get silence() {
      return silence();
    },
    stop() {
      clearInterval(timer);
      tell(false);
    },
  };
}
