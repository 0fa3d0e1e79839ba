import { readExisting } from '../cluster/change/serverSideApply.ts';
import { ClusterFailure, isFailure } from '../cluster/failure.ts';
import { objectPath } from '../cluster/resource.ts';
import type { Conflict } from './conflicts/conflict.ts';
import { conflictProblem, conflictsIn } from './conflicts/conflictsIn.ts';
import { crdProblems } from './crdProblems.ts';
import { asMember, type Draft } from './draftObjects.ts';
import { objectLocation } from './fieldLocation.ts';
import type { LiveObjects } from './liveObjects.ts';
import { afterMigration } from './migration/afterMigration.ts';
import { clientSideManagers } from './migration/clientSide.ts';
import { describeObject } from './objectName.ts';
import { ownerOf } from './owner.ts';
import { persist } from './persist.ts';
import {
  type PlannedObject,
  type PlanOptions,
  type Prerequisite,
  type Tried,
  takenFields,
  type Verdict,
} from './plan.ts';
import { prerequisiteOf } from './prerequisites.ts';
import { problemOf } from './problemOf.ts';
import { tryRecreated } from './recreate.ts';
import { refusalProblems } from './refusal.ts';
import { memberOf, partOfLabel } from './set/applySet.ts';
import { tryElsewhere } from './trialObject.ts';
import { applyRequest, isKnown, type KnownObject, tryObject } from './tryObject.ts';

/** What was tried so far. */
export type TriedDrafts = ReadonlyMap<Draft, PlannedObject>;

/**
 * The object with its verdict; one that no set was asked for stays a member of the set that it is in. What is in `live` is
 * not read again.
 */
export async function judge(
  options: PlanOptions,
  draft: Draft,
  tried: TriedDrafts,
  live: LiveObjects = new Map(),
): Promise<PlannedObject> {
  const { object: wanted } = draft;
  const read = isKnown(wanted) ? live.get(objectPath(wanted.api, wanted.namespace, wanted.name)) : undefined;
  const known = options.set === undefined ? memberOf(read) : undefined;
  const first = known === undefined ? draft : asMember(draft, known);
  const object = await judgeOnce(options, first, tried, read);
  const { verdict } = object;
  const id = options.set === undefined && 'before' in verdict ? memberOf(verdict.before) : undefined;
  if (id === undefined || first.partOf === id) return object;
  return judgeOnce(options, asMember(draft, id), tried, read);
}

async function judgeOnce(
  options: PlanOptions,
  { object, crd, served }: Draft,
  tried: TriedDrafts,
  read: unknown,
): Promise<PlannedObject> {
  if (!isKnown(object) || hasProblems(object)) return object;
  const crdKind = crd === undefined ? undefined : verdictOf(tried, 'crds', crd.crd);
  const crdNeeded: Prerequisite | undefined =
    crd === undefined
      ? undefined
      : { kind: 'CustomResourceDefinition', name: crd.crd, isNew: crdKind === 'create' };
  if (crdNeeded !== undefined && !served) {
    const problems = crd?.type === undefined ? [] : crdProblems(object, crd.type);
    if (problems.length > 0) return { ...object, verdict: { kind: 'refused', problems } };
    return { ...object, verdict: { kind: 'unverified', needs: crdNeeded } };
  }
  const namespace = namespaceNeeded(object, tried);
  if (namespace?.isNew === true) return unverifiedIn(options, object, namespace);

  const answer = await tryOnServer(options, object, read);
  if (!(answer instanceof ClusterFailure)) return answer;
  // The schema it was tried against is about to change.
  if (crdNeeded !== undefined && crdKind === 'change' && isFailure(answer, 'response.invalid')) {
    return { ...object, verdict: { kind: 'unverified', needs: crdNeeded } };
  }
  // The namespace's own refusal says it all.
  if (namespace !== undefined && isFailure(answer, 'response.not-found')) {
    return { ...object, verdict: { kind: 'unverified', needs: namespace } };
  }
  // To make it anew would begin with its deletion, which what is not known to succeed is no reason for.
  const needs = object.isRecreated ? undefined : prerequisiteOf(answer, object, tried.values());
  if (needs !== undefined) return { ...object, verdict: { kind: 'unverified', needs } };
  const problems = refusalProblems(object.resource, object, answer);
  return { ...object, verdict: { kind: 'refused', problems } };
}

/** An object of a namespace that the set creates: what is wrong with it in any namespace is told already. */
async function unverifiedIn(
  { connection, namespace, signal }: PlanOptions,
  object: KnownObject,
  needs: Prerequisite,
): Promise<PlannedObject> {
  const other = namespace === needs.name ? 'default' : namespace;
  const failure = await tryElsewhere(connection, object, other, signal);
  if (failure === undefined) return { ...object, verdict: { kind: 'unverified', needs } };
  const problems = refusalProblems(object.resource, object, failure);
  return { ...object, verdict: { kind: 'refused', problems } };
}

/** What the server says; a conflict that nobody has to decide is none. Gives any other refusal as a failure. */
async function tryOnServer(
  { connection, signal }: PlanOptions,
  object: KnownObject,
  read: unknown,
): Promise<PlannedObject | ClusterFailure> {
  const answer = object.isRecreated
    ? await tryRecreated(connection, object, signal)
    : await tryObject(connection, object, signal, { before: read });
  if (!(answer instanceof ClusterFailure)) return accepted(object, answer);
  if (!isFailure(answer, 'response.conflict') || object.isGenerated) return answer;
  const { value: before } = await persist(
    () => readExisting(connection, applyRequest(object, signal)),
    signal,
  );
  const migrated = clientSideManagers(before);
  const conflicts = conflictsIn(object.resource, object, answer, before, migrated);
  const set = memberOf(before);
  if (set !== undefined && conflicts.some(({ field }) => field.endsWith(partOfLabel))) {
    // To take this field over would take the object out of another's set.
    const problem = problemOf(
      'apply.other-set',
      { object: describeObject(object), set },
      objectLocation(object.resource),
    );
    return { ...object, verdict: { kind: 'refused', problems: [problem] } };
  }
  if (conflicts.length > 0) return { ...object, verdict: refusedFor(conflicts) };
  if (migrated.length === 0) return answer;
  // What kubectl applied will be ours before ours is applied, which force comes to here.
  const forced = await tryObject(connection, object, signal, { force: true });
  return forced instanceof ClusterFailure ? forced : accepted(object, forced);
}

function accepted(object: KnownObject, tried: Tried): PlannedObject {
  const { before, after } = tried;
  const owner = ownerOf(before);
  const migrated = clientSideManagers(before);
  const decided = takenFields(object).length > 0 && tried.kind === 'unchanged' ? 'change' : tried.kind;
  if (migrated.length === 0 || object.isRecreated)
    return { ...object, owner, verdict: { ...tried, kind: decided } };
  const verdict = { ...tried, kind: 'change', after: afterMigration(before, after) } as const;
  return { ...object, owner, migrated, verdict };
}

function refusedFor(conflicts: readonly Conflict[]): Verdict {
  return { kind: 'refused', problems: conflicts.map(conflictProblem), conflicts };
}

function namespaceNeeded({ namespace }: KnownObject, tried: TriedDrafts): Prerequisite | undefined {
  const kind = namespace === undefined ? undefined : verdictOf(tried, 'namespaces', namespace);
  if (namespace === undefined || kind === undefined) return undefined;
  return { kind: 'Namespace', name: namespace, isNew: kind === 'create' };
}

function verdictOf(
  tried: TriedDrafts,
  phase: PlannedObject['phase'],
  name: string,
): Verdict['kind'] | undefined {
  for (const object of tried.values()) {
    if (object.phase === phase && object.name === name) return object.verdict.kind;
  }
  return undefined;
}

function hasProblems({ verdict }: PlannedObject): boolean {
  return verdict.kind === 'refused' && verdict.problems.length > 0;
}
