import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAbort } from '../abort.ts';
import type { Connection } from '../connection.ts';
import { ClusterFailure } from '../failure.ts';
import { type FollowedPods, followPods } from './followPods.ts';
import type { ForwardPod } from './forwardPod.ts';
import { createPodPools, type PodPools } from './podPools.ts';
import { type ForwardTarget, type PodSource, podSource } from './target.ts';
import { requirePort, targetPort } from './targetPort.ts';
import type { PoolOptions } from './tunnelPool.ts';

/** How the pods behind a forward are. */
export type BackendState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live'; readonly pod: string }
  /** Until a pod is ready. */
  | { readonly kind: 'waiting'; readonly reason: ClusterFailure }
  /** The latest try failed; it is tried again by and by, and with each new connection. */
  | { readonly kind: 'failed'; readonly failure: ClusterFailure };

/** The pods behind a forward, whichever it is at the moment. */
export interface Backend {
  readonly state: BackendState;
  /**
   * Opens a stream to the port of a ready pod, waiting for one as long as connections may wait. Rejects with a
   * ClusterFailure or an AbortError.
   */
  open(port: string, signal: AbortSignal): Promise<Duplex>;
  /** Tells how a connection that was open has failed; a tunnel that was lost is no failure for others. */
  failed(failure: ClusterFailure): void;
  /** Tells that a port has answered. */
  answered(): void;
  /** Destroys all streams; nothing is called afterwards. */
  stop(): void;
}

/** What is wanted of it. */
export interface BackendOptions {
  readonly connection: Connection;
  readonly target: ForwardTarget;
  /** By number or name; the first is what tunnels are tried with. */
  readonly ports: readonly string[];
  /** How long a new connection may wait for a ready pod. */
  readonly waitSeconds: number;
  readonly onChange: () => void;
  readonly pool?: PoolOptions | undefined;
}

/** Only somebody else can mend these; a connection need not wait. */
const hopeless = new Set([
  'response.forbidden',
  'forward.forbidden',
  'forward.websocket-blocked',
  'forward.no-port',
  'forward.not-tcp',
  'forward.external-name',
  'forward.no-selector',
  'forward.no-kind',
]);
const firstPause = 100;
const longestPause = 2000;
/** How often to look what is wrong while no connection could be made. */
const lookMilliseconds = 5000;
/** What is hopeless is looked at every so many times only. */
const patience = 6;

/** What changes in the life of a backend. */
interface Current {
  source: PodSource;
  pods: FollowedPods;
  failure: ClusterFailure | undefined;
  /** The pods, by UID, that a tunnel was opened to beforehand, and that one stands to. */
  warmed: string;
  connected: string;
  /** Resolves with the next change of the pods. */
  change: PromiseWithResolvers<void>;
}

/** Looks at the target, which rejects where it has no pods by its nature, and follows its pods from then on. */
export async function createBackend(options: BackendOptions, signal?: AbortSignal): Promise<Backend> {
  const { connection, target, ports } = options;
  const pools = createPodPools(connection, options.pool);
  const stopping = new AbortController();
  const source = await podSource(connection, target, signal);
  for (const port of ports) requirePort(target, source, port);
  const now: Current = {
    source,
    pods: followPods(connection, target, source, changed),
    failure: undefined,
    warmed: '',
    connected: '',
    change: Promise.withResolvers(),
  };
  const fail = (failure: ClusterFailure | undefined) => {
    now.failure = failure;
    if (!stopping.signal.aborted) options.onChange();
  };

  function changed(): void {
    if (now.pods.state.kind === 'live') pools.follow(now.pods);
    choose();
    now.change.resolve();
    now.change = Promise.withResolvers();
    options.onChange();
  }

  /** A tunnel that stands before anybody connects says whether anybody could. */
  function choose(): ForwardPod | undefined {
    const pod = pools.choose(now.pods);
    const uid = pod?.metadata.uid;
    if (pod === undefined || uid === undefined || uid === now.warmed) return pod;
    now.warmed = uid;
    warm(pod, ports[0] ?? '').then(
      () => succeeded(uid),
      error => failedAt(uid, error),
    );
    return pod;
  }

  async function warm(pod: ForwardPod, port: string): Promise<void> {
    await pools.of(pod).warm(targetPort(target, now.source, pod, port));
  }

  function succeeded(uid: string): void {
    now.connected = uid;
    pools.fine(uid);
    fail(undefined);
  }

  function failedAt(uid: string, error: unknown): void {
    if (stopping.signal.aborted || !(error instanceof ClusterFailure)) return;
    // A pod that goes, as the watch tells or will tell in a moment, is no trouble.
    const isGone = error.code === 'forward.tunnel-lost' || error.code === 'response.not-found';
    pools.troubled(uid);
    if (!isGone) fail(error);
  }

  async function open(port: string, asked: AbortSignal): Promise<Duplex> {
    const until = performance.now() + options.waitSeconds * 1000;
    const either = AbortSignal.any([asked, stopping.signal]);
    for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
      const { promise } = now.change;
      const pod = choose();
      let reason: ClusterFailure = now.pods.reason;
      if (pod !== undefined) {
        const { uid } = pod.metadata;
        try {
          const stream = await pools.of(pod).open(targetPort(target, now.source, pod, port), either);
          const isMended = now.failure !== undefined && now.failure.code !== 'forward.remote';
          if (now.connected !== uid || isMended) succeeded(uid);
          return stream;
        } catch (error) {
          if (!(error instanceof ClusterFailure)) throw error;
          failedAt(uid, error);
          reason = error;
        }
      }
      if (hopeless.has(reason.code) || performance.now() + pause > until) throw reason;
      const waking = new AbortController();
      await Promise.race([
        promise,
        sleep(pause, undefined, { signal: waking.signal, ref: false }).catch(() => {}),
      ]);
      waking.abort();
      either.throwIfAborted();
    }
  }

  lookAgain(options, now, { fail, choose, changed }, stopping.signal).catch(error => {
    if (!isAbort(error)) throw error;
  });
  return {
    get state() {
      return stateOf(now, pools);
    },
    open,
    // New connections open another tunnel, and the watch tells of pods that went.
    failed: failure => void (failure.code === 'forward.tunnel-lost' || fail(failure)),
    answered() {
      if (now.failure?.code === 'forward.remote') fail(undefined);
    },
    stop() {
      stopping.abort();
      now.pods.stop();
      pools.closeAll();
    },
  };
}

function stateOf(now: Current, pools: PodPools): BackendState {
  const { failure, pods, connected } = now;
  const watch = pods.state;
  if (watch.kind === 'connecting') return { kind: 'connecting' };
  const isReady = pods.ready.length > 0;
  if (failure !== undefined && isReady) return { kind: 'failed', failure };
  if (watch.kind === 'retrying') return { kind: 'failed', failure: watch.failure };
  const pod = pools.choose(pods);
  if (pod === undefined) return { kind: 'waiting', reason: pods.reason };
  return pod.metadata.uid === connected ? { kind: 'live', pod: pod.metadata.name } : { kind: 'connecting' };
}

interface Looking {
  readonly fail: (failure: ClusterFailure) => void;
  readonly choose: () => unknown;
  readonly changed: () => void;
}

/** While nothing works, tries again and asks whether the target is another by now, such as a workload made anew. */
async function lookAgain(
  { connection, target }: BackendOptions,
  now: Current,
  { fail, choose, changed }: Looking,
  signal: AbortSignal,
): Promise<void> {
  for (let turn = 0; ; ) {
    await sleep(lookMilliseconds, undefined, { signal, ref: false });
    if (now.pods.ready.length > 0 && now.failure === undefined) continue;
    turn += 1;
    if (now.failure !== undefined && hopeless.has(now.failure.code) && turn % patience !== 0) continue;
    try {
      const found = await podSource(connection, target, signal);
      if (JSON.stringify(found) !== JSON.stringify(now.source)) {
        now.source = found;
        now.pods.stop();
        now.pods = followPods(connection, target, found, changed);
      }
      if (now.failure?.code !== 'forward.remote') now.warmed = '';
      choose();
    } catch (error) {
      if (!(error instanceof ClusterFailure)) throw error;
      fail(error);
    }
  }
}
