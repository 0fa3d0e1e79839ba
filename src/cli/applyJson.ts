import type { ObjectName } from '../apply/objectName.ts';
import { type ApplyPlan, isBeingDeleted, type PlannedObject } from '../apply/plan.ts';
import { type ApplyReport, isLeaving, nameOfApplied } from '../apply/report.ts';
import { deletedWith, type KeptObject, type PruneCandidate } from '../apply/set/plannedSet.ts';

/** A plan for scripts; nothing of what is in the objects. `problems` are as the command tells them. */
export function planJson(
  { target, namespaces, counts, objects, set, othersMembers = [] }: ApplyPlan,
  problems: unknown,
): object {
  return {
    ...target,
    namespaces,
    counts,
    objects: objects.map(object => ({
      ...identity(object),
      ...factsOf(object),
      ...(isBeingDeleted(object) ? { beingDeleted: true } : {}),
      verdict: object.verdict.kind,
    })),
    prune: deletedWith(set).map(candidate => ({ ...identity(candidate), ...lossOf(candidate) })),
    elsewhere: set?.elsewhere ?? [],
    othersMembers: othersMembers.map(({ object, ...rest }) => ({ ...identity(object), ...rest })),
    kept: (set?.kept ?? []).map(keptJson),
    problems,
  };
}

/** A report for scripts, likewise. */
export function reportJson(
  { context, counts, cancelled, failure, objects, pruned, kept }: ApplyReport,
  problems: unknown,
): object {
  return {
    context,
    counts,
    cancelled,
    failure: failure?.code,
    objects: objects.map(applied => ({
      ...identity(nameOfApplied(applied)),
      ...factsOf(applied.planned),
      ...(isLeaving(applied.outcome) ? { beingDeleted: true } : {}),
      outcome: applied.outcome.kind,
      ...('warnings' in applied.outcome ? { warnings: applied.outcome.warnings } : {}),
      ...(applied.outcome.kind === 'not-done' ? { reason: applied.outcome.reason } : {}),
    })),
    pruned: pruned.map(({ candidate, outcome, message }) => ({ ...identity(candidate), outcome, message })),
    kept: kept.map(keptJson),
    problems,
  };
}

function keptJson(each: KeptObject) {
  return { ...identity(each), reason: each.reason };
}

/** What is lost with an object beside it, and who will make it anew. */
function lossOf({ owner, takes }: PruneCandidate) {
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(takes.length > 0 ? { takes } : {}),
  };
}

/** What a script may want to know of an object beside what becomes of it. */
function factsOf({ decided, migrated, owner }: PlannedObject) {
  const conflicts = decided.map(({ conflict: { field, managers }, choice }) => ({ field, managers, choice }));
  return {
    ...(conflicts.length > 0 ? { conflicts } : {}),
    ...(migrated.length > 0 ? { migratedFrom: migrated } : {}),
    ...(owner === undefined ? {} : { owner }),
  };
}

function identity({ apiVersion, kind, namespace, name }: ObjectName) {
  return { apiVersion, kind, namespace, name };
}
