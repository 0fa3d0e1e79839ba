import { type ConfirmedChange, type ConfirmPort, confirmChange } from '../cluster/change/confirm.ts';
import type { ApplyPlan } from './plan.ts';

/** Names context, namespaces and counts of a plan to the user; `undefined` where they declined. */
export function confirmApply(
  plan: ApplyPlan,
  port: ConfirmPort,
  signal?: AbortSignal,
): Promise<ConfirmedChange | undefined> {
  return confirmChange(plan.target, plan.namespaces, plan.counts, port, signal);
}

/** Throws unless the agreement is about this plan and the plan has no refusals: a mistake of the caller. */
export function requireAgreed(plan: ApplyPlan, confirmed: ConfirmedChange): void {
  if (plan.problems.length > 0) throw new TypeError('A plan with refusals cannot be run');
  const same =
    confirmed.context === plan.target.context &&
    confirmed.server === plan.target.server &&
    JSON.stringify(confirmed.namespaces) === JSON.stringify(plan.namespaces) &&
    JSON.stringify(confirmed.counts) === JSON.stringify(plan.counts);
  if (!same) throw new TypeError('Another plan was confirmed');
}
