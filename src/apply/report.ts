import type { ClusterFailure } from '../cluster/failure.ts';
import { objectMeta } from '../cluster/resource.ts';
import type { ObjectName } from './objectName.ts';
import type { PlannedObject } from './plan.ts';
import type { ApplyProblem } from './problems.ts';
import type { KeptObject, PrunedObject } from './set/plannedSet.ts';

/** What became of one object. */
export type Outcome =
  | {
      readonly kind: 'created' | 'configured' | 'unchanged';
      /** As the server answered it; may hold Secret values. */
      readonly object: unknown;
      readonly warnings: readonly string[];
    }
  | {
      readonly kind: 'failed';
      /** What the server or the connection said; `undefined` where a CRD was taken and then not served. */
      readonly failure: ClusterFailure | undefined;
      /** What the failure means for the object, at its source; never empty. */
      readonly problems: readonly ApplyProblem[];
    }
  /** The server did nothing for it: the user gave up, or something before it failed. */
  | { readonly kind: 'not-done'; readonly reason: 'cancelled' | 'after-failure' };

/** One object of a report. */
export interface AppliedObject {
  readonly planned: PlannedObject;
  readonly outcome: Outcome;
}

/** An object by the name that it has now, which the server made where the source leaves that to it. */
export function nameOfApplied({ planned, outcome }: AppliedObject): ObjectName {
  const { apiVersion, kind, namespace } = planned;
  const given = planned.isGenerated && 'object' in outcome ? objectMeta(outcome.object).name : '';
  return { apiVersion, kind, namespace, name: given || planned.name };
}

/** Whether the object was applied while it is being deleted, and so will be gone. */
export function isLeaving(outcome: Outcome): boolean {
  return 'object' in outcome && objectMeta(outcome.object).deletionTimestamp !== undefined;
}

/** How many objects ended which way. */
export interface ReportCounts {
  readonly created: number;
  readonly configured: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly notDone: number;
}

/** What an apply did, exactly, also where it failed or was given up in the middle. */
export interface ApplyReport {
  readonly context: string;
  /** In the order of the plan. */
  readonly objects: readonly AppliedObject[];
  readonly counts: ReportCounts;
  /** What was rendered no more and was to be deleted; empty where no set was asked for. */
  readonly pruned: readonly PrunedObject[];
  /** What is rendered no more and was to stay, and why. */
  readonly kept: readonly KeptObject[];
  /** All problems of all failed objects. */
  readonly problems: readonly ApplyProblem[];
  /** What ended the run for all objects, such as a lost connection; `undefined` where nothing did. */
  readonly failure: ClusterFailure | undefined;
  /** Whether the user gave it up. */
  readonly cancelled: boolean;
  /** Why the set's history does not have it, although it was done. */
  readonly unrecorded?: ClusterFailure;
}

/** Sums up outcomes. */
export function countOutcomes(objects: readonly AppliedObject[]): ReportCounts {
  const count = (kind: Outcome['kind']) => objects.filter(({ outcome }) => outcome.kind === kind).length;
  return {
    created: count('created'),
    configured: count('configured'),
    unchanged: count('unchanged'),
    failed: count('failed'),
    notDone: count('not-done'),
  };
}
