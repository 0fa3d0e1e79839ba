/** Names in lower case; a list is sent as one header each. */
export type RequestHeaders = Readonly<Record<string, string | string[]>>;

/** A request as it goes over the wire; the signal covers the answer's body too. */
export interface LinkRequest {
  readonly method: string;
  /** With query. */
  readonly path: string;
  readonly headers: RequestHeaders;
  readonly body: string | Uint8Array | undefined;
  readonly signal: AbortSignal;
}

/** An answer of any status. Its body must be iterated to the end, left early, or aborted. */
export interface LinkAnswer {
  readonly status: number;
  /** Names in lower case, repeated ones joined. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
}

/** One open way to the server: an HTTP/2 session, or a pool of HTTP/1.1 sockets. */
export interface Link {
  /** False once nothing new may be sent on it. */
  readonly usable: boolean;
  /** True once it is closed and may be forgotten. */
  readonly ended: boolean;
  /** Rejects with the raw error; with the signal's reason after an abort. */
  request(request: LinkRequest): Promise<LinkAnswer>;
  /** Takes no more requests and closes itself behind the last one. */
  retire(): void;
  /** Ends all requests on it with `reason`. */
  close(reason: Error): void;
}

/** Marks errors of requests that the server surely has not begun: they may be sent again. */
export class UnsentError extends Error {
  override readonly name = 'UnsentError';
}

/** Copies headers, leaving out HTTP/2's pseudo headers. */
export function plainHeaders(
  headers: Readonly<Record<string, string | string[] | number | undefined>>,
): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name.startsWith(':')) continue;
    result[name] = Array.isArray(value) ? value.join(', ') : String(value);
  }
  return result;
}
