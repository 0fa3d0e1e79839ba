import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAbort } from '../abort.ts';
import type { Connection } from '../connection.ts';
import { ClusterFailure } from '../failure.ts';
import type { ForwardPod } from './forwardPod.ts';
import { isHopeless, keepTrying } from './keepTrying.ts';
import { createPodPools, type PodPools } from './podPools.ts';
import { type ForwardTarget, podSource } from './target.ts';
import { type TargetPods, targetPods } from './targetPods.ts';
import { portNumber, requirePort, targetPort } from './targetPort.ts';
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
  /** What a port's name stands for, see `portNumber`. */
  numberOf(port: string): number | undefined;
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

/** How often to try again while no connection could be made. */
const againMilliseconds = 5000;
/** What is hopeless is tried every so many times only. */
const patience = 6;

/** What changes in the life of a backend. */
interface Current {
  failure: ClusterFailure | undefined;
  /** The pods, by UID, that a tunnel was opened to beforehand, and that one stands to. */
  warmed: string;
  connected: string;
  /** Resolves with the next change of the pods. */
  change: PromiseWithResolvers<void>;
}

/** Looks at the target, which rejects where it has no pods by its nature, and follows it and its pods from then on. */
export async function createBackend(options: BackendOptions, signal?: AbortSignal): Promise<Backend> {
  const { connection, target, ports } = options;
  const pools = createPodPools(connection, options.pool);
  const stopping = new AbortController();
  const source = await podSource(connection, target, signal);
  for (const port of ports) requirePort(target, source, port);
  const now: Current = {
    failure: undefined,
    warmed: '',
    connected: '',
    change: Promise.withResolvers(),
  };
  const behind = targetPods(connection, target, source, {
    onPods: changed,
    onSaid(elsewhere) {
      if (elsewhere) pools.moved();
      now.warmed = '';
      changed();
    },
  });
  const fail = (failure: ClusterFailure | undefined) => {
    now.failure = failure;
    if (!stopping.signal.aborted) options.onChange();
  };

  function changed(): void {
    if (behind.pods.state.kind === 'live') pools.follow(behind.pods);
    choose();
    now.change.resolve();
    now.change = Promise.withResolvers();
    options.onChange();
  }

  /** A tunnel that stands before anybody connects says whether anybody could. */
  function choose(): ForwardPod | undefined {
    if (behind.lost !== undefined) return undefined;
    const pod = pools.choose(behind.pods);
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
    await pools.of(pod).warm(targetPort(target, behind.source, pod, port));
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

  async function open(port: string, inTime: AbortSignal): Promise<Duplex> {
    const pod = choose();
    if (pod === undefined) throw behind.lost ?? behind.pods.reason;
    const { uid } = pod.metadata;
    try {
      const stream = await pools.of(pod).open(targetPort(target, behind.source, pod, port), inTime);
      const isMended = now.failure !== undefined && now.failure.code !== 'forward.remote';
      if (now.connected !== uid || isMended) succeeded(uid);
      return stream;
    } catch (error) {
      failedAt(uid, inTime.aborted ? inTime.reason : error);
      throw error;
    }
  }

  function tooLate(): ClusterFailure {
    const { context, server } = connection;
    return new ClusterFailure('connection.timeout', { context, server, seconds: options.waitSeconds });
  }

  tryAgain(now, choose, stopping.signal).catch(error => {
    if (!isAbort(error)) throw error;
  });
  return {
    get state() {
      return stateOf(now, behind, pools);
    },
    numberOf: port => portNumber(behind.source, port),
    open: (port, asked) =>
      keepTrying(inTime => open(port, inTime), {
        seconds: options.waitSeconds,
        signal: AbortSignal.any([asked, stopping.signal]),
        tooLate,
        nextChange: () => now.change.promise,
      }),
    // New connections open another tunnel, and the watch tells of pods that went.
    failed: failure => void (failure.code === 'forward.tunnel-lost' || fail(failure)),
    answered() {
      if (now.failure?.code === 'forward.remote') fail(undefined);
    },
    stop() {
      stopping.abort();
      behind.stop();
      pools.closeAll();
    },
  };
}

function stateOf({ failure, connected }: Current, { pods, lost }: TargetPods, pools: PodPools): BackendState {
  const watch = pods.state;
  if (lost !== undefined) return { kind: 'failed', failure: lost };
  if (watch.kind === 'connecting') return { kind: 'connecting' };
  const isReady = pods.ready.length > 0;
  if (failure !== undefined && isReady) return { kind: 'failed', failure };
  if (watch.kind === 'retrying') return { kind: 'failed', failure: watch.failure };
  const pod = pools.choose(pods);
  if (pod === undefined) return { kind: 'waiting', reason: pods.reason };
  return pod.metadata.uid === connected ? { kind: 'live', pod: pod.metadata.name } : { kind: 'connecting' };
}

/** While no connection could be made. */
async function tryAgain(now: Current, choose: () => unknown, signal: AbortSignal): Promise<void> {
  for (let turn = 0; ; ) {
    await sleep(againMilliseconds, undefined, { signal, ref: false });
    if (now.failure === undefined) continue;
    turn += 1;
    if (isHopeless(now.failure) && turn % patience !== 0) continue;
    if (now.failure.code !== 'forward.remote') now.warmed = '';
    choose();
  }
}
