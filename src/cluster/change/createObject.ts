import type { Connection } from '../connection.ts';
import { collectionPath } from '../resource.ts';
import type { Answer, BodyRequest } from '../transport/request.ts';
import type { ConfirmedChange } from './confirm.ts';
import {
  type ApplyRequest,
  type ApplyResult,
  fieldManager,
  refusalsTold,
  warningsOf,
} from './serverSideApply.ts';

/**
 * Creates an object whose name the server makes (`generateName`), with strict field validation. Each call makes another
 * one, so a lost answer must not be followed by a second try. Rejects as `applyObject` does.
 */
export async function createObject(
  connection: Connection,
  change: ConfirmedChange,
  request: ApplyRequest,
): Promise<ApplyResult> {
  return created(await refusalsTold(connection.write(change, post(request))));
}

/** The same, tried only. */
export async function dryRunCreate(connection: Connection, request: ApplyRequest): Promise<ApplyResult> {
  return created(await refusalsTold(connection.dryRun(post(request))));
}

function created(answer: Answer): ApplyResult {
  return {
    outcome: 'created',
    before: undefined,
    object: answer.json(),
    warnings: warningsOf(answer),
  };
}

function post({ resource, namespace, json, signal }: ApplyRequest): BodyRequest {
  return {
    method: 'POST',
    path: collectionPath(resource, namespace),
    query: { fieldManager, fieldValidation: 'Strict' },
    body: json,
    signal,
  };
}
