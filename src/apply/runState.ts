import { ClusterFailure } from '../cluster/failure.ts';
import { objectLocation } from './fieldLocation.ts';
import { describeObject } from './objectName.ts';
import { isConnectionFailure, isLoss } from './persist.ts';
import type { ApplyPlan, PlannedObject } from './plan.ts';
import { problemOf } from './problemOf.ts';
import type { ApplyProblem, ApplyProblems } from './problems.ts';
import { refusalProblems } from './refusal.ts';
import { type ApplyReport, countOutcomes, type Outcome } from './report.ts';
import type { PrunedObject } from './set/plannedSet.ts';

/** How long requests under way may go on after the user gave up, so that the report can tell their outcome. */
const graceMilliseconds = 5_000;

/** What a run remembers: the outcome of each object, and whether it goes on. */
export interface RunState {
  readonly outcomes: Map<PlannedObject, Outcome>;
  /** Of those that are created again: what was deleted, so that whatever follows is no reason to be silent about it. */
  readonly deleted: Set<PlannedObject>;
  /** Aborts when the user gives up: nothing new is begun. */
  readonly stop: AbortSignal;
  /** Aborts some seconds later: ends what is still under way. */
  readonly hard: AbortSignal;
  /** What became of objects that are rendered no more. */
  pruned: readonly PrunedObject[];
  /** Something failed, so no further phase begins. */
  failed: boolean;
  /** Why nothing can be reached any more, so that no further object begins. */
  lost: ClusterFailure | undefined;
  /** Ends the timers. */
  end(): void;
}

/** The state of a run that has not begun; `signal` is what the user gives up with. Whoever makes it calls `end`. */
export function newRunState(signal: AbortSignal | undefined): RunState {
  const stop = signal ?? new AbortController().signal;
  const hard = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const stopped = () => {
    timer = setTimeout(() => hard.abort(), graceMilliseconds);
  };
  if (stop.aborted) stopped();
  else stop.addEventListener('abort', stopped, { once: true });
  return {
    outcomes: new Map(),
    deleted: new Set(),
    pruned: [],
    stop,
    hard: hard.signal,
    failed: false,
    lost: undefined,
    end() {
      clearTimeout(timer);
      stop.removeEventListener('abort', stopped);
    },
  };
}

/** Whether another object may begin. */
export function goesOn(state: RunState): boolean {
  return state.lost === undefined && !state.stop.aborted;
}

/** Keeps what an error means for an object. Anything but a failure or an abort is a defect and is thrown. */
export function recordError(state: RunState, planned: PlannedObject, error: unknown, sent: boolean): void {
  if (error instanceof ClusterFailure) {
    state.failed = true;
    const isLost = isConnectionFailure(error);
    if (isLost) state.lost ??= error;
    if (state.deleted.has(planned)) {
      const refusals = isLost ? [] : refusalProblems(planned.resource, planned, error);
      const why = isLost ? 'unreachable' : 'refused';
      recordFailure(state, planned, error, [notRecreated(planned, why), ...refusals]);
      return;
    }
    if (isLost && (!sent || !isLoss(error))) return;
    recordFailure(state, planned, error, refusalProblems(planned.resource, planned, error));
    return;
  }
  if (!state.stop.aborted) throw error;
  if (state.deleted.has(planned)) {
    recordFailure(state, planned, undefined, [notRecreated(planned, 'given-up')]);
    return;
  }
  // Given up in the middle of a request that the server may have carried out.
  if (sent && state.hard.aborted) {
    recordFailure(state, planned, undefined, [
      problemOf(
        'apply.unknown-outcome',
        { object: describeObject(planned), generated: planned.isGenerated },
        objectLocation(planned.resource),
      ),
    ]);
  }
}

function notRecreated(
  planned: PlannedObject,
  why: ApplyProblems['apply.not-recreated']['why'],
): ApplyProblem {
  const params = { object: describeObject(planned), why };
  return problemOf('apply.not-recreated', params, objectLocation(planned.resource));
}

/** Keeps that an object failed, so that no further phase begins; `failure` is undefined where no answer told why. */
export function recordFailure(
  state: RunState,
  planned: PlannedObject,
  failure: ClusterFailure | undefined,
  problems: readonly ApplyProblem[],
): void {
  state.failed = true;
  state.outcomes.set(planned, { kind: 'failed', failure, problems });
}

/** The report of all objects of the plan; those without an outcome were not begun. */
export function reportOf(state: RunState, plan: ApplyPlan): ApplyReport {
  const pruned = prunedOf(state, plan);
  const isLeft =
    plan.objects.some(object => !state.outcomes.has(object)) ||
    pruned.some(({ outcome }) => outcome === 'not-done');
  const cancelled = state.stop.aborted && isLeft;
  const reason = state.failed ? 'after-failure' : 'cancelled';
  const objects = plan.objects.map(planned => ({
    planned,
    outcome: state.outcomes.get(planned) ?? ({ kind: 'not-done', reason } as const),
  }));
  return {
    context: plan.target.context,
    objects,
    counts: countOutcomes(objects),
    pruned,
    kept: plan.set?.kept ?? [],
    failure: state.lost,
    problems: objects.flatMap(({ outcome }) => (outcome.kind === 'failed' ? outcome.problems : [])),
    cancelled,
  };
}

/** Those that the run did not get to are not done. */
function prunedOf({ pruned }: RunState, { set }: ApplyPlan): readonly PrunedObject[] {
  const seen = new Set(pruned.map(({ candidate }) => candidate));
  const rest = (set?.prune ?? []).filter(candidate => !seen.has(candidate));
  return [...pruned, ...rest.map(candidate => ({ candidate, outcome: 'not-done' }) as const)];
}
