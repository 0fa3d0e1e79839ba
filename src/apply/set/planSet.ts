import { dryRunApply } from '../../cluster/change/serverSideApply.ts';
import { ClusterFailure, isFailure } from '../../cluster/failure.ts';
import { objectLocation } from '../fieldLocation.ts';
import type { PlannedObject } from '../plan.ts';
import { problemOf } from '../problemOf.ts';
import type { ApplyProblem } from '../problems.ts';
import { memberOf, type SetName, setId } from './applySet.ts';
import { groupKind } from './groupKind.ts';
import { isForeign, parentRequest, type SetContents, unitedContents } from './parent.ts';
import { parentsNamed } from './parentsNamed.ts';
import type { PlannedSet } from './plannedSet.ts';
import { pruneCandidates } from './pruneCandidates.ts';
import { repositoryText } from './repository.ts';
import type { SetInput } from './setInput.ts';
import { mayBeOf } from './setSource.ts';

/** A set's part of a plan, or why there can be none. */
export interface SetVerdict {
  readonly set: PlannedSet | undefined;
  readonly problems: readonly ApplyProblem[];
}

/** Says what the set would lose, what stays and why; changes nothing. Rejects with a ClusterFailure or an AbortError. */
export async function planSet(input: SetInput): Promise<SetVerdict> {
  const { name, parent, objects, options } = input;
  const problems = [...blocked(input), ...foreign(input), ...othersMembers(name, objects)];
  const contents = contentsOf(name, objects);
  const waitsForNamespace = objects.some(
    ({ kind, name: created, verdict }) =>
      kind === 'Namespace' && created === name.namespace && verdict.kind === 'create',
  );
  if (problems.length > 0) return { set: undefined, problems };
  if (!waitsForNamespace) problems.push(...(await refusedParent(input, contents)));
  try {
    const guarded = options.guarded === true;
    const pruning = await pruneCandidates({ ...input, guarded, isWhole: false }, contents);
    const beside = parent === undefined ? besideText(input) : undefined;
    const places = parent === undefined ? await elsewhere(input) : [];
    const { origin } = options;
    const own = { parent, contents, waitsForNamespace, origin, beside, elsewhere: places };
    const set = { ...name, ...own, ...pruning };
    return { set, problems };
  } catch (error) {
    if (!isFailure(error, 'response.forbidden')) throw error;
    const reason = error.params.message;
    return { set: undefined, problems: [...problems, atFirst(input, 'apply.prune-forbidden', { reason })] };
  }
}

function blocked(input: SetInput): ApplyProblem[] {
  const { obstacle, name } = input;
  if (obstacle === undefined) return [];
  const set = `${name.namespace}/${name.name}`;
  if (obstacle.code === 'apply.set-taken') return [atFirst(input, obstacle.code, { set })];
  return [atFirst(input, obstacle.code, { set, reason: obstacle.reason })];
}

function foreign(input: SetInput): ApplyProblem[] {
  const { parent, name, options } = input;
  if (parent === undefined || !isForeign(parent) || options.adopt === true) return [];
  const set = `${name.namespace}/${name.name}`;
  return [atFirst(input, 'apply.foreign-set', { set, tooling: parent.tooling })];
}

/** An object can be a member of one set only. */
function othersMembers(name: SetName, objects: readonly PlannedObject[]): ApplyProblem[] {
  const id = setId(name);
  return objects.flatMap(({ verdict, resource, kind, namespace, name: object }) => {
    const set = 'before' in verdict ? memberOf(verdict.before) : undefined;
    if (set === undefined || set === id) return [];
    const shown = [kind, namespace === undefined ? object : `${namespace}/${object}`].join(' ');
    return [problemOf('apply.other-set', { object: shown, set }, objectLocation(resource))];
  });
}

function besideText({ beside }: SetInput): PlannedSet['beside'] {
  if (beside?.parent.repository === undefined) return undefined;
  const { namespace, name } = beside.name;
  return { set: `${namespace}/${name}`, repository: repositoryText(beside.parent.repository) };
}

/** Where a set of that name was applied from the same kustomization before: what it made there stays. */
async function elsewhere({ connection, name, options, signal }: SetInput): Promise<readonly string[]> {
  const found = (await parentsNamed(connection, name.name, signal)) ?? [];
  return found.filter(({ parent }) => mayBeOf(parent, options.origin)).map(each => each.name.namespace);
}

/** That the parent may not be written is said before anything is. */
async function refusedParent(input: SetInput, contents: SetContents): Promise<ApplyProblem[]> {
  const { connection, name, parent, options, signal } = input;
  const written = parent === undefined ? contents : unitedContents(parent, contents);
  try {
    const noted = { repository: options.origin?.repository, claim: 'dry-run' };
    await dryRunApply(connection, { ...parentRequest(name, { ...written, ...noted }), signal });
    return [];
  } catch (error) {
    if (!(error instanceof ClusterFailure) || !('message' in error.params)) throw error;
    const set = `${name.namespace}/${name.name}`;
    return [atFirst(input, 'apply.set-refused', { set, reason: error.params.message })];
  }
}

/** A problem of the set as a whole is told at its first object. */
function atFirst<
  Code extends 'apply.foreign-set' | 'apply.set-refused' | 'apply.set-taken' | 'apply.prune-forbidden',
>({ objects }: SetInput, code: Code, params: Parameters<typeof problemOf<Code>>[1]): ApplyProblem {
  const [first] = objects;
  if (first === undefined) throw new TypeError('An empty plan has no set');
  return problemOf(code, params, objectLocation(first.resource));
}

function contentsOf({ namespace: own }: SetName, objects: readonly PlannedObject[]): SetContents {
  const kinds = objects.map(({ apiVersion, kind }) => groupKind(apiVersion, kind));
  const namespaces = objects.flatMap(({ namespace }) => (namespace === undefined ? [] : [namespace]));
  return {
    kinds: [...new Set(kinds)].sort(),
    namespaces: [...new Set(namespaces)].filter(namespace => namespace !== own).sort(),
  };
}
