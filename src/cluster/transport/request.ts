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
