import type { Connection } from '../connection.ts';
import { parseJson } from '../exactJson.ts';
import { ClusterFailure, isFailure } from '../failure.ts';
import { objectPath, type ResourceId } from '../resource.ts';
import type { Answer, BodyRequest } from '../transport/request.ts';
import { type ApplyOutcome, appliedAt, applyOutcome } from './applyOutcome.ts';
import type { ConfirmedChange } from './confirm.ts';

/** One object to apply. */
export interface ApplyRequest {
  readonly resource: ResourceId;
  /** `undefined` for cluster-scoped objects. */
  readonly namespace: string | undefined;
  readonly name: string;
  /** The object as JSON text, so that numbers and unknown fields arrive as they were written. */
  readonly json: string;
  /** Takes fields over from other managers instead of failing with `response.conflict`. */
  readonly force?: boolean;
  /** The object as it was read shortly before, which saves reading it again. */
  readonly known?: { readonly before: unknown };
  readonly signal?: AbortSignal;
}

/** What the server made of it. */
export interface ApplyResult {
  readonly outcome: ApplyOutcome;
  /** The object as read just before, `undefined` where there was none. */
  readonly before: unknown;
  /** The object as the server answered it, managed fields included. */
  readonly object: unknown;
  /** The server's warnings, such as a deprecated API version. */
  readonly warnings: readonly string[];
}

/** Our name in `managedFields`. */
export const fieldManager = 'kubewright';

/**
 * Applies on the server with field manager `kubewright` and strict field validation. Rejects with
 * `response.conflict` where other managers own the fields, `response.invalid` where the object is wrong.
 */
export async function applyObject(
  connection: Connection,
  change: ConfirmedChange,
  request: ApplyRequest,
): Promise<ApplyResult> {
  const { known } = request;
  const before = known === undefined ? await readExisting(connection, request) : known.before;
  const answer = await refusalsTold(connection.write(change, patch(request)));
  const result = resultOf(request, before, answer);
  if (answer.status === 201) return { ...result, outcome: 'created' };
  if (known === undefined || result.outcome === 'created') {
    return { ...result, outcome: before === undefined ? 'configured' : result.outcome };
  }
  // The object may have changed since, so the server's own note decides whether this apply did anything.
  const same = appliedAt(before, fieldManager) === appliedAt(result.object, fieldManager);
  return same ? result : { ...result, outcome: 'configured' };
}

/** The same, tried only: the outcome is what an apply would do, `object` what it would become. */
export async function dryRunApply(connection: Connection, request: ApplyRequest): Promise<ApplyResult> {
  const answer = await refusalsTold(connection.dryRun(patch(request)));
  // What would be created needs no reading; for the rest it is as good afterwards, for nothing was changed.
  const isNew = answer.status === 201;
  const before = isNew ? undefined : (request.known?.before ?? (await readExisting(connection, request)));
  return resultOf(request, before, answer);
}

function resultOf(request: ApplyRequest, before: unknown, answer: Answer): ApplyResult {
  const object = answer.json();
  const outcome = applyOutcome(before, object, parseJson(request.json), fieldManager);
  return { outcome, before, object, warnings: warningsOf(answer) };
}

/** Passes a write's answer on; an unknown field or a wrong type is answered with status 500, though it is the object that is wrong. */
export async function refusalsTold(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (!isFailure(error, 'response.unavailable') || error.params.status !== 500) throw error;
    const { context, message } = error.params;
    if (!message.includes('failed to create typed patch object')) throw error;
    throw new ClusterFailure('response.invalid', { context, message }, error);
  }
}

function patch(request: ApplyRequest): BodyRequest {
  return {
    method: 'PATCH',
    path: objectPath(request.resource, request.namespace, request.name),
    query: { fieldManager, fieldValidation: 'Strict', force: request.force === true ? true : undefined },
    // JSON is YAML, and needs no writer that could change it.
    contentType: 'application/apply-patch+yaml',
    body: request.json,
    signal: request.signal,
  };
}

/** The object of a request as it is, or `undefined` where there is none yet. */
export async function readExisting(connection: Connection, request: ApplyRequest): Promise<unknown> {
  const path = objectPath(request.resource, request.namespace, request.name);
  try {
    return (await connection.get({ path, signal: request.signal })).json();
  } catch (error) {
    if (isFailure(error, 'response.not-found')) return undefined;
    throw error;
  }
}

/** The texts of an answer's `Warning: 299 - "text"` headers. */
export function warningsOf(answer: Answer): string[] {
  const texts = (answer.headers['warning'] ?? '').matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g);
  return [...texts].map(([, text = '']) => text.replaceAll(/\\(.)/g, '$1'));
}
