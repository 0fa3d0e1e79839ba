import { isDeepStrictEqual } from 'node:util';
import type { ConfirmedChange } from './confirm.ts';
import type { Connection } from './connection.ts';
import { isFailure } from './failure.ts';
import { isRecord, recordAt, textOf } from './json.ts';
import type { Answer, BodyRequest } from './request.ts';
import { objectPath, type ResourceId } from './resource.ts';

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

/** Our name in `managedFields`. */
export const fieldManager = 'kubewright';

/** Applies on the server with field manager `kubewright` and strict field validation. */
export async function applyObject(
  connection: Connection,
  change: ConfirmedChange,
  request: ApplyRequest,
): Promise<ApplyResult> {
  const before = await existing(connection, request, metadataOnly);
  const answer = await connection.write(change, patch(request));
  const object = answer.json();
  let outcome: ApplyOutcome = 'configured';
  if (answer.status === 201) outcome = 'created';
  // An apply that changes nothing leaves the resource version alone.
  else if (versionOf(before) === versionOf(object)) outcome = 'unchanged';
  return { outcome, object, warnings: warningsOf(answer) };
}

/** The same, tried only: the outcome is what an apply would do, `object` what it would become. */
export async function dryRunApply(connection: Connection, request: ApplyRequest): Promise<ApplyResult> {
  const before = await existing(connection, request, 'application/json');
  const answer = await connection.dryRun(patch(request));
  const object = answer.json();
  let outcome: ApplyOutcome = 'configured';
  if (before === undefined) outcome = 'created';
  // A dry run never has a new resource version, so the objects themselves are compared.
  else if (isDeepStrictEqual(substance(before), substance(object))) outcome = 'unchanged';
  return { outcome, object, warnings: warningsOf(answer) };
}

const metadataOnly = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

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

/** The object as it is, or `undefined` where there is none yet. */
async function existing(connection: Connection, request: ApplyRequest, accept: string): Promise<unknown> {
  const path = objectPath(request.resource, request.namespace, request.name);
  try {
    return (await connection.get({ path, headers: { accept }, signal: request.signal })).json();
  } catch (error) {
    if (isFailure(error, 'response.not-found')) return undefined;
    throw error;
  }
}

function versionOf(object: unknown): string | undefined {
  return textOf(recordAt(object, 'metadata')['resourceVersion']);
}

/** An object without what the server keeps about it. */
function substance(object: unknown): unknown {
  if (!isRecord(object)) return object;
  const {
    managedFields: _fields,
    resourceVersion: _version,
    generation: _generation,
    ...metadata
  } = recordAt(object, 'metadata');
  return { ...object, metadata };
}

/** The texts of `Warning: 299 - "text"` headers. */
function warningsOf(answer: Answer): string[] {
  const texts = (answer.headers['warning'] ?? '').matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g);
  return [...texts].map(([, text = '']) => text.replaceAll(/\\(.)/g, '$1'));
}
