import { ClusterFailure } from '../failure.ts';

/** What a change will do, counted in objects. */
export interface ChangeCounts {
  readonly create: number;
  readonly change: number;
  readonly unchanged: number;
  readonly delete: number;
  /** Of those created: how many could not be tried as a dry run beforehand. */
  readonly unverified: number;
}

/** The cluster a change goes to. Two kubeconfigs may use one name, so the server belongs to it. */
export interface ChangeTarget {
  readonly context: string;
  readonly server: string;
}

/** What the user is asked to agree to. */
export interface ChangeSummary extends ChangeTarget {
  /** Every namespace that is written to; empty where only cluster-scoped objects are. */
  readonly namespaces: readonly string[];
  readonly counts: ChangeCounts;
}

/** Asks the user; given by the face. `false` is a refusal; an abort of `signal` counts as one. */
export interface ConfirmPort {
  confirm(summary: ChangeSummary, signal?: AbortSignal): Promise<boolean>;
}

declare const confirmedByUser: unique symbol;

/** The user's agreement. Only `confirmChange` makes one; whatever writes to a cluster requires one. */
export interface ConfirmedChange extends ChangeSummary {
  readonly [confirmedByUser]: true;
}

/** Structure is no proof: what was not made here is refused at run time too. */
const made = new WeakSet<ChangeSummary>();

/**
 * The one door that every write to a cluster passes: names context, namespaces and counts to the user.
 * @returns `undefined` where the user declined.
 */
export async function confirmChange(
  target: ChangeTarget,
  namespaces: readonly string[],
  counts: ChangeCounts,
  port: ConfirmPort,
  signal?: AbortSignal,
): Promise<ConfirmedChange | undefined> {
  const summary: ChangeSummary = Object.freeze({
    context: target.context,
    server: target.server,
    namespaces: Object.freeze([...namespaces]),
    counts: Object.freeze({ ...counts }),
  });
  if (!(await port.confirm(summary, signal)) || signal?.aborted) return undefined;
  made.add(summary);
  return summary as ConfirmedChange;
}

/**
 * Throws `change.other-context` unless the user confirmed exactly this target.
 */
export function requireConfirmed(change: ConfirmedChange, target: ChangeTarget): void {
  if (made.has(change) && change.context === target.context && change.server === target.server) return;
  throw new ClusterFailure('change.other-context', {
    confirmed: made.has(change) ? change.context : '',
    actual: target.context,
  });
}
