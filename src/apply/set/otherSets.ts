import { concurrently } from '../concurrently.ts';
import type { ApplyPlan, OthersMember, PlanOptions } from '../plan.ts';
import type { ApplyProblem } from '../problems.ts';
import { memberOf } from './applySet.ts';
import { isForeign } from './parent.ts';
import { type FoundParent, parentsAnywhere } from './parentsNamed.ts';

/** So many other sets are looked up at most; nobody has more in one kustomization. */
const mostSets = 8;
const width = 4;

/**
 * The plan with the names of other sets that it runs into, where they can be found; objects know the identities alone. Rejects with
 * a ClusterFailure or an AbortError.
 */
export async function withSetsNamed(
  plan: ApplyPlan,
  { connection, set, signal = new AbortController().signal }: PlanOptions,
): Promise<ApplyPlan> {
  const members = set === undefined ? membersIn(plan) : [];
  const refused = plan.problems.flatMap(problem =>
    problem.code === 'apply.other-set' ? [problem.params.set] : [],
  );
  const ids = [...new Set([...refused, ...members.map(({ id }) => id)])].slice(0, mostSets);
  if (ids.length === 0) return plan;
  const found = new Map<string, FoundParent>();
  await concurrently(ids, width, async id => {
    const [parent] = await parentsAnywhere(connection, { id, namespaces: plan.namespaces }, signal);
    if (parent !== undefined) found.set(id, parent);
  });
  const othersMembers = members.flatMap(({ id, object }): OthersMember[] => {
    const other = found.get(id);
    if (other === undefined || !isForeign(other.parent)) return [];
    return [{ object, set: shown(other), tooling: other.parent.tooling }];
  });
  return { ...plan, problems: plan.problems.map(problem => named(problem, found)), othersMembers };
}

function membersIn({ objects }: ApplyPlan) {
  return objects.flatMap(object => {
    const { verdict } = object;
    const id = verdict.kind === 'change' ? memberOf(verdict.before) : undefined;
    return id === undefined ? [] : [{ id, object }];
  });
}

function named(problem: ApplyProblem, found: ReadonlyMap<string, FoundParent>): ApplyProblem {
  if (problem.code !== 'apply.other-set') return problem;
  const other = found.get(problem.params.set);
  if (other === undefined) return problem;
  const { tooling, latest } = other.parent;
  const known = { ...other.name, root: latest?.root, tooling: isForeign(other.parent) ? tooling : undefined };
  return { ...problem, params: { ...problem.params, set: shown(other), known } };
}

function shown({ name: { namespace, name } }: FoundParent): string {
  return `${namespace}/${name}`;
}
