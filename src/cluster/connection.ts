import type { ChangeTarget, ConfirmedChange } from './confirm.ts';
import type { KubeContext } from './kubeconfig.ts';

/** Parameters of a URL; a list repeats its key, `undefined` leaves it out. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** A request that changes nothing. */
export interface ReadRequest {
  /** Absolute, with segments already encoded: `/api/v1/namespaces/default/pods`. */
  readonly path: string;
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the request and its body; what awaits it rejects with an AbortError. */
  readonly signal?: AbortSignal | undefined;
  /** Until the last byte of the answer, or the first one for `stream`; 30 where not given. */
  readonly timeoutSeconds?: number;
}

/** A request with a body: text, or a value that is sent as JSON. */
export interface BodyRequest extends ReadRequest {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  /** `application/json` where not given. */
  readonly contentType?: string;
}

/** A whole answer with status 2xx or 304; anything else was thrown as a failure. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The body as JSON; throws `response.malformed`. The caller checks the shape it relies on. */
  json(): unknown;
}

/** An answer whose body arrives bit by bit; stop iterating or abort the signal to close it. */
export interface StreamAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Throws failures of the link; a normal end is the end of the iteration. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** What a WebSocket or upgrade needs in order to be made outside of the pooled transport. */
export interface UpgradeTarget {
  /** `https:` or `http:`. */
  readonly url: URL;
  /** Holds credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** For `tls.connect`. */
  readonly tls: Readonly<Record<string, unknown>>;
}

/**
 * One authenticated transport to the API server of one context, shared by all who talk to it. Opens its link
 * with the first request. All methods reject with a ClusterFailure, or an AbortError after an abort.
 */
export interface Connection extends ChangeTarget {
  readonly kubeContext: KubeContext;
  /** GET. */
  get(request: ReadRequest): Promise<Answer>;
  /** GET with a body of unknown length: a watch, a log. Only the first byte is awaited with a time limit. */
  stream(request: ReadRequest): Promise<StreamAnswer>;
  /** Posts a review such as SelfSubjectAccessReview, which stores nothing; refuses other paths. */
  review(request: Omit<BodyRequest, 'method'>): Promise<Answer>;
  /** A write that the server only tries: `dryRun=All` is always set. */
  dryRun(request: BodyRequest): Promise<Answer>;
  /** A write. Throws `change.other-context` where `change` was confirmed for another target. */
  write(change: ConfirmedChange, request: BodyRequest): Promise<Answer>;
  /** For tunnels: one fresh socket per upgrade, with this connection's credentials and TLS. */
  upgradeTarget(path: string, query?: Query): Promise<UpgradeTarget>;
  /** Says that credentials were refused outside of the pooled transport, so that they are renewed. */
  invalidateCredentials(): void;
  /** Closes every link and stream; later requests reject with `connection.closed`. */
  close(): void;
}

/** Makes the connection of a context; opens nothing yet. The caller owns it and closes it. */
export declare function openConnection(context: KubeContext): Connection;
