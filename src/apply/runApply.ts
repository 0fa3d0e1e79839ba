import { type ConfirmedChange, requireConfirmed } from '../cluster/change/confirm.ts';
import { createObject } from '../cluster/change/createObject.ts';
import { applyObject } from '../cluster/change/serverSideApply.ts';
import type { Connection } from '../cluster/connection.ts';
import { ClusterFailure, isFailure } from '../cluster/failure.ts';
import { concurrently, requestLimit } from './concurrently.ts';
import { requireAgreed } from './confirmApply.ts';
import { saysNothing } from './drafts.ts';
import { untilEstablished } from './established.ts';
import { objectLocation } from './fieldLocation.ts';
import { recordRun } from './history/recordRun.ts';
import { migrateObject } from './migration/migrateObject.ts';
import { describeObject } from './objectName.ts';
import { isConnectionFailure, persist } from './persist.ts';
import {
  type ApplyPlan,
  type ApplyProgress,
  type Phase,
  type PlannedObject,
  type Prerequisite,
  type Tried,
  takenFields,
} from './plan.ts';
import { problemOf } from './problemOf.ts';
import { deleteForRecreation } from './recreate.ts';
import { refusalProblems } from './refusal.ts';
import type { ApplyReport, Outcome } from './report.ts';
import { goesOn, newRunState, type RunState, recordError, recordFailure, reportOf } from './runState.ts';
import { type Claim, claimSet, pruneSet } from './set/runSet.ts';
import { type Awaited, untilSettled } from './settled.ts';
import { applyRequest, isKnown, type KnownObject, tryObject } from './tryObject.ts';

/** What to run, and the user's agreement to exactly that. */
export interface RunOptions {
  readonly plan: ApplyPlan;
  readonly confirmed: ConfirmedChange;
  readonly connection: Connection;
  /** Gives up: nothing new is begun, what is under way ends, and the report says what was done. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ApplyProgress) => void) | undefined;
  /** So long the deletion of what is created again may take; two minutes where absent. */
  readonly deletionSeconds?: number;
}

const defaultDeletionSeconds = 120;

const phases: readonly Phase[] = ['crds', 'namespaces', 'prerequisites', 'objects', 'webhooks'];

/**
 * Applies a plan: CRDs, until they are established, then Namespaces, what admission asks for, the rest, and last what
 * intercepts writes. What
 * the plan could not verify is tried once its prerequisites exist, before anything of that phase is changed. The
 * objects of a phase are applied at once and do not wait for each other's failures; no phase begins after one. What the set
 * has and the plan has not goes last, and only where nothing failed.
 * Never rejects for a failure, nor for an abort: the report tells. Throws `change.other-context` or a TypeError
 * where `confirmed` is not an agreement to this plan on this connection.
 */
export async function runApply(options: RunOptions): Promise<ApplyReport> {
  const { plan, confirmed } = options;
  requireConfirmed(confirmed, options.connection);
  requireAgreed(plan, confirmed);
  const state = newRunState(options.signal);
  try {
    let claimed: Claim | undefined;
    for (const phase of phases) {
      const isClaimable = plan.set?.waitsForNamespace !== true || !['crds', 'namespaces'].includes(phase);
      if (isClaimable) claimed ??= await claim(options, state);
      if (state.failed || !goesOn(state)) break;
      const objects = plan.objects.filter(isKnown).filter(object => object.phase === phase);
      await verify(options, state, objects);
      if (state.failed || !goesOn(state)) break;
      await applyPhase(options, state, phase, objects);
      if (phase === 'crds') await establish(options, state, objects);
      if (state.failed || !goesOn(state)) break;
    }
    if (claimed !== undefined && !state.failed && goesOn(state)) await prune(options, state, claimed);
    return await recorded(options, state, claimed !== undefined);
  } finally {
    state.end();
  }
}

/** The report, once the history of a set that was claimed has it too. */
async function recorded(options: RunOptions, state: RunState, isClaimed: boolean): Promise<ApplyReport> {
  const { plan, connection, confirmed } = options;
  const report = reportOf(state, plan);
  if (!isClaimed || plan.set === undefined) return report;
  const unrecorded = await recordRun({ set: plan.set, connection, confirmed, report, signal: state.hard });
  return unrecorded === undefined ? report : { ...report, unrecorded };
}

/** Writes down what the set will have; `undefined` where there is no set or it cannot be written. */
async function claim(
  { plan, connection, confirmed }: RunOptions,
  state: RunState,
): Promise<Claim | undefined> {
  const { set } = plan;
  const [first] = plan.objects;
  if (set === undefined || first === undefined) return undefined;
  try {
    const run = { set, connection, confirmed, signal: state.stop };
    const claimed = await claimSet(run, objectLocation(first.resource));
    if ('kind' in claimed) return claimed;
    recordFailure(state, first, undefined, [claimed]);
    return undefined;
  } catch (error) {
    if (error instanceof ClusterFailure && !isConnectionFailure(error)) {
      const reason = 'message' in error.params ? error.params.message : error.code;
      const params = { set: `${set.namespace}/${set.name}`, reason };
      const problem = problemOf('apply.set-refused', params, objectLocation(first.resource));
      recordFailure(state, first, error, [problem]);
      return undefined;
    }
    recordError(state, first, error, false);
    return undefined;
  }
}

async function prune(
  { plan, connection, confirmed, onProgress }: RunOptions,
  state: RunState,
  claimed: Claim,
): Promise<void> {
  const { set } = plan;
  if (set === undefined) return;
  onProgress?.({ step: 'prune', done: 0, total: set.prune.length });
  state.pruned = await pruneSet({ set, connection, confirmed, signal: state.stop }, claimed);
}

/** Dry runs of what could not be tried before; its refusals stop the run before the phase has changed anything. */
async function verify(options: RunOptions, state: RunState, objects: readonly KnownObject[]): Promise<void> {
  const { connection } = options;
  const unverified = objects.filter(({ verdict }) => verdict.kind === 'unverified');
  await concurrently(unverified, requestLimit, async object => {
    if (!goesOn(state) || object.verdict.kind !== 'unverified') return;
    try {
      const work = () => tryObject(connection, object, state.stop);
      const answer = await untilSettled(awaitedBy(options, object.verdict.needs), work, state.stop);
      if (answer instanceof ClusterFailure) {
        recordFailure(state, object, answer, refusalProblems(object.resource, object, answer));
      }
    } catch (error) {
      recordError(state, object, error, false);
    }
  });
}

function awaitedBy({ plan }: RunOptions, needs: Prerequisite): Awaited {
  return { needs, applied: plan.objects.filter(({ phase }) => phase === 'prerequisites') };
}

async function applyPhase(
  options: RunOptions,
  state: RunState,
  phase: Phase,
  objects: readonly KnownObject[],
): Promise<void> {
  let done = 0;
  const total = objects.length;
  if (total > 0) options.onProgress?.({ step: phase, done, total });
  await concurrently(objects, requestLimit, async object => {
    if (!goesOn(state)) return;
    try {
      state.outcomes.set(object, await applyOne(options, state, object));
    } catch (error) {
      recordError(state, object, error, true);
    }
    done += 1;
    options.onProgress?.({ step: phase, done, total });
  });
}

async function applyOne(options: RunOptions, state: RunState, object: KnownObject): Promise<Outcome> {
  const { connection, confirmed } = options;
  const { verdict } = object;
  if (verdict.kind === 'unchanged' && (saysNothing(object.resource) || isFresh(verdict))) {
    return { kind: 'unchanged', object: verdict.before, warnings: verdict.warnings };
  }
  if (object.isRecreated) {
    const held = await deletedFirst(options, state, object);
    if (held !== undefined) return held;
  }
  // What was deleted is not left so because the user gives up: it is created within the time that is left.
  const patience = object.isRecreated ? state.hard : state.stop;
  const send = async () => {
    try {
      await prepare(options, state, object);
      const request = {
        ...applyRequest(object, state.hard),
        ...('before' in verdict && !object.isRecreated ? { known: { before: verdict.before } } : {}),
      };
      if (object.isGenerated) {
        const create = () => createObject(connection, confirmed, request);
        return await persist(create, state.stop, { isRepeatable: false });
      }
      return await persist(() => applyObject(connection, confirmed, request), patience);
    } catch (error) {
      if (error instanceof ClusterFailure && !isConnectionFailure(error)) return error;
      throw error;
    }
  };
  const result =
    verdict.kind === 'unverified'
      ? await untilSettled(awaitedBy(options, verdict.needs), send, state.stop)
      : await send();
  if (result instanceof ClusterFailure) throw result;
  const { value, answerLost } = result;
  let kind = object.migrated.length > 0 ? ('configured' as const) : value.outcome;
  // The attempt whose answer was lost had done it.
  if (answerLost && verdict.kind !== 'unchanged') kind = verdict.kind === 'change' ? 'configured' : 'created';
  return { kind, object: value.object, warnings: value.warnings };
}

/** Deletes what is created again; its outcome where that is not to be. */
async function deletedFirst(
  { connection, confirmed, deletionSeconds: seconds = defaultDeletionSeconds }: RunOptions,
  state: RunState,
  object: KnownObject,
): Promise<Outcome | undefined> {
  const onSent = () => state.deleted.add(object);
  const { hard: signal } = state;
  const finalizers = await deleteForRecreation({ connection, confirmed, object, seconds, signal, onSent });
  if (finalizers === undefined) return undefined;
  state.failed = true;
  const params = { object: describeObject(object), finalizers, seconds };
  const problem = problemOf('apply.held-by-finalizers', params, objectLocation(object.resource));
  return { kind: 'failed', failure: undefined, problems: [problem] };
}

/** So long an object that the server just found as it is wanted is not sent to it again. */
const freshMilliseconds = 5_000;

function isFresh({ at }: Tried): boolean {
  return Date.now() - at < freshMilliseconds;
}

/** What comes before the apply itself: fields become ours, and nothing but what was agreed to is taken over. */
async function prepare(
  { connection, confirmed }: RunOptions,
  state: RunState,
  object: KnownObject,
): Promise<void> {
  if (object.isRecreated) return;
  if (object.migrated.length > 0) await migrateObject(connection, confirmed, object, state.stop);
  const taken = takenFields(object);
  if (taken.length === 0) return;
  const answer = await tryObject(connection, object, state.stop, { force: false });
  if (!(answer instanceof ClusterFailure)) return;
  if (!isFailure(answer, 'response.conflict')) throw answer;
  const { causes = [], ...params } = answer.params;
  const others = causes.filter(({ field }) => !taken.includes(field.replace(/^\./, '')));
  if (others.length > 0) throw new ClusterFailure('response.conflict', { ...params, causes: others });
}

async function establish(
  { connection }: RunOptions,
  state: RunState,
  crds: readonly PlannedObject[],
): Promise<void> {
  const taken = crds.filter(crd => state.outcomes.get(crd)?.kind !== 'failed' && state.outcomes.has(crd));
  await concurrently(taken, requestLimit, async crd => {
    if (!goesOn(state)) return;
    try {
      const { value: reason } = await persist(
        () => untilEstablished(connection, crd, state.stop),
        state.stop,
      );
      if (reason === undefined) return;
      const object = describeObject(crd);
      recordFailure(state, crd, undefined, [
        problemOf('apply.not-established', { object, reason }, objectLocation(crd.resource)),
      ]);
    } catch (error) {
      // A user who gave up leaves the CRD applied, as its outcome says.
      recordError(state, crd, error, false);
    }
  });
}
