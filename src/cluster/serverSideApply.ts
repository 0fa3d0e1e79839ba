import type { ConfirmedChange } from './confirm.ts';
import type { Connection } from './connection.ts';
import type { ApiResource } from './resource.ts';

/** One object to apply. */
export interface ApplyRequest {
  readonly resource: ApiResource;
  /** `undefined` for cluster-scoped objects. */
  readonly namespace: string | undefined;
  readonly name: string;
  /** The object as JSON text, so that numbers and unknown fields arrive as they were written. */
  readonly json: string;
  /** Takes fields over from other managers instead of failing with `response.conflict`. */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
}

export type ApplyOutcome = 'created' | 'configured' | 'unchanged';

/** What the server made of it. */
export interface ApplyResult {
  readonly outcome: ApplyOutcome;
  /** The object as the server answered it, managed fields included. */
  readonly object: unknown;
  /** The server's warnings, such as a deprecated API version. */
  readonly warnings: readonly string[];
}

/** Applies on the server with field manager `kubewright` and strict field validation. */
export declare function applyObject(
  connection: Connection,
  change: ConfirmedChange,
  request: ApplyRequest,
): Promise<ApplyResult>;

/** The same, tried only: the outcome is what an apply would do, `object` what it would become. */
export declare function dryRunApply(connection: Connection, request: ApplyRequest): Promise<ApplyResult>;
