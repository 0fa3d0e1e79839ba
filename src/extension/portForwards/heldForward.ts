import { l10n } from 'vscode';
import type { DeclaredForward } from '../../cluster/forward/declared.ts';
import type {
  ForwardedPort,
  PortForward,
  PortForwardState,
  PortPair,
  Traffic,
} from '../../cluster/forward/portForward.ts';
import type { ForwardTarget } from '../../cluster/forward/target.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import { isClusterFailure } from '../failureText.ts';
import { UserError } from '../userError.ts';

/** A forward of this window, running or not. */
export interface ForwardSpec {
  /** The workspace's declaration where it has one; else it lives for as long as it runs or stands in the view. */
  readonly declared: DeclaredForward | undefined;
  /** The path of the folder that declares it, where it is one on a disk. */
  readonly folder: string | undefined;
  readonly ports: readonly PortPair[];
  readonly addresses: readonly string[] | undefined;
  /**
   * Finds the session and the target anew with each start, since the active context may be another by then, and asks what is
   * to be asked before. Rejects with a UserError, or a CancellationError where the user or the signal gave up.
   */
  readonly place: (signal: AbortSignal) => Promise<ForwardPlace>;
  /** What is known of it before it has started, for its row. */
  readonly title: string;
}

/** Where a forward leads. */
export interface ForwardPlace {
  readonly session: ClusterSession;
  readonly target: ForwardTarget;
}

/** What a row says of a forward; a start that failed is `failed` or, with a text for the user, `refused`, and listens nowhere. */
export type HeldState = PortForwardState | IdleState;
type IdleState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'not-started' }
  | { readonly kind: 'refused'; readonly reason: string };

/** A forward that can be started, stopped and started again, on the same local ports as before. */
export interface HeldForward {
  /** As it was declared last. */
  readonly spec: ForwardSpec;
  readonly state: HeldState;
  /** `namespace/kind/name`, once it is known. */
  readonly title: string;
  /** The context's name, once it is known. */
  readonly context: string | undefined;
  /** Empty while it does not listen. */
  readonly ports: readonly ForwardedPort[];
  readonly traffic: Traffic;
  /** What the next start listens on, in the order of the ports; 0 for a free one. */
  readonly localPorts: readonly number[];
  /** Resolves once connections are accepted; rejects with a ClusterFailure, a UserError or an AbortError. */
  start(signal?: AbortSignal): Promise<void>;
  stop(): Promise<void>;
  /** Takes other local ports, in the order of the ports, from the next start on. */
  useLocalPorts(ports: readonly number[]): void;
  /** Takes a spec that leads and listens as the one before; it runs on. */
  redeclare(spec: ForwardSpec): void;
}

const noTraffic: Traffic = { connections: 0, sent: 0, received: 0 };

/** Starts nothing; `onChange` is called after its state or its connections changed. */
export function createHeldForward(first: ForwardSpec, onChange: () => void): HeldForward {
  let spec = first;
  let forward: PortForward | undefined;
  let place: ForwardPlace | undefined;
  let state: IdleState | Extract<HeldState, { kind: 'failed' }> = { kind: 'not-started' };
  let starting: { readonly done: Promise<void>; readonly abort: AbortController } | undefined;
  let locals = spec.ports.map(({ local }) => local);

  async function begin(signal: AbortSignal): Promise<void> {
    const { portForward } = await import('../../cluster/forward/portForward.ts');
    place = await spec.place(signal);
    const ports = spec.ports.map((port, index) => ({ ...port, local: locals[index] ?? 0 }));
    const { connection } = place.session;
    const { addresses } = spec;
    forward = await portForward({ connection, target: place.target, ports, addresses, signal });
    // A client that was told the port finds it again.
    locals = forward.ports.map(({ local }) => local);
    forward.onChange(onChange);
  }

  return {
    get spec() {
      return spec;
    },
    get state() {
      return forward?.state ?? state;
    },
    get title() {
      return place === undefined ? spec.title : titleOf(place.target);
    },
    get context() {
      return place?.session.kubeContext.name ?? spec.declared?.context;
    },
    get ports() {
      return forward?.ports ?? [];
    },
    get traffic() {
      return forward?.traffic ?? noTraffic;
    },
    get localPorts() {
      return locals;
    },
    start(signal) {
      if (forward !== undefined) return Promise.resolve();
      if (starting === undefined) {
        const abort = new AbortController();
        state = { kind: 'starting' };
        const done = begin(abort.signal).then(
          () => {
            starting = undefined;
            onChange();
          },
          error => {
            starting = undefined;
            state = stateAfter(error);
            onChange();
            throw error;
          },
        );
        starting = { done, abort };
        onChange();
      }
      const { done, abort } = starting;
      signal?.addEventListener('abort', () => abort.abort(), { once: true });
      return done;
    },
    async stop() {
      starting?.abort.abort();
      await starting?.done.catch(() => {});
      const stopping = forward;
      forward = undefined;
      state = { kind: 'not-started' };
      await stopping?.stop();
      onChange();
    },
    useLocalPorts(ports) {
      locals = [...ports];
    },
    redeclare(next) {
      spec = next;
    },
  };
}

function stateAfter(
  error: unknown,
): Exclude<IdleState, { kind: 'starting' }> | Extract<HeldState, { kind: 'failed' }> {
  if (isClusterFailure(error)) return { kind: 'failed', failure: error };
  return error instanceof UserError ? { kind: 'refused', reason: error.message } : { kind: 'not-started' };
}

/** A target whose namespace may be that of a context which is not known yet. */
export type NamedTarget = Omit<ForwardTarget, 'namespace'> & { readonly namespace: string | undefined };

/** As rows and messages name a target. */
export function titleOf({ namespace, kind, name }: NamedTarget): string {
  if (kind === 'selector') {
    return namespace === undefined ? l10n.t('pods {0}', name) : l10n.t('pods {0} in {1}', name, namespace);
  }
  return [namespace, kind === 'pod' ? undefined : kind, name].filter(part => part !== undefined).join('/');
}
