import { l10n } from 'vscode';
import type { DecideConflicts } from '../../apply/conflicts/conflict.ts';
import type { ObjectName } from '../../apply/objectName.ts';
import type { ApplyPlan } from '../../apply/plan.ts';
import type { KnownSet } from '../../apply/problems.ts';
import type { SetOptions } from '../../apply/set/setOptions.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import { rowTarget } from '../clusters/rowArguments.ts';
import type { Services } from '../services.ts';
import { UserError } from '../userError.ts';
import { underProgress } from './applyProgress.ts';
import type { ApplySource, ReadSource } from './applySource.ts';

/** A source as the editor shows it, tried against a context. */
export interface PlannedSource {
  readonly source: ApplySource;
  readonly session: ClusterSession;
  readonly plan: ApplyPlan;
  /** What was read for it. */
  readonly read: ReadSource;
  /** The same, with Namespaces, claims and definitions that are rendered no more among what goes. */
  planGuarded(): Promise<ApplyPlan>;
}

/** What to plan, and how the user is told and asked. */
export interface PlanSource {
  readonly source: ApplySource;
  /** Of a command: the row of a tree says where to. */
  readonly argument: unknown;
  /** Of the progress. */
  readonly title: (name: string, context: string) => string;
  /** Whether the user decides about conflicts and about what has to be made anew; else it is shown as if they agreed. */
  readonly asks: boolean;
}

/**
 * Reads a source and tries it on the context of the tree's row, the one that it is bound to or the active one. Rejects with a
 * UserError where it cannot be read or the server refuses any of it: half of an application helps nobody.
 */
export async function planSource(services: Services, what: PlanSource): Promise<PlannedSource> {
  const { source, argument, title, asks } = what;
  const [{ targetFor }, { planApply }, { chooseConflicts }, { confirmRecreate }] = await Promise.all([
    import('./safetyFacts.ts'),
    import('../../apply/planApply.ts'),
    import('./chooseConflicts.ts'),
    import('./confirmDialog.ts'),
  ]);
  const row = rowTarget(argument, services.active);
  const { kubeContext, namespace } = row ?? (await targetFor(source, services));
  const session = await services.sessions.open(kubeContext);
  const { connection } = session;
  const decide = asks ? chooseConflicts : takeAll;
  const decideRecreate = async (objects: readonly ObjectName[]) =>
    !asks || confirmRecreate(objects, kubeContext.name);
  let read: ReadSource | undefined;
  let settled = source.set;
  const planWith = async (wanted: SetOptions | undefined): Promise<ApplyPlan> => {
    const plan = await underProgress(title(source.name, kubeContext.name), async (signal, onProgress) => {
      read = await readSource(source, services, signal);
      const { resources } = read;
      const origin = wanted && (await source.originOf?.(read, signal));
      const set = wanted && { ...wanted, origin: origin && { ...origin, namespace } };
      const options = { connection, resources, namespace, set, decide, decideRecreate, signal, onProgress };
      return planApply(options);
    });
    const other = wanted === undefined ? undefined : await otherwise(plan, wanted, asks);
    if (other !== undefined) {
      settled = other;
      return planWith(other);
    }
    requireAccepted(plan, source.name, services);
    return plan;
  };
  const plan = await planWith(source.set);
  if (read === undefined) throw new TypeError('A plan is made of what was read');
  const planGuarded = () => planWith(settled && { ...settled, guarded: true });
  return { source, session, plan, read, planGuarded };
}

/** The set as the user wants it instead, where nothing but the set is wrong; `undefined` where it stays. */
async function otherwise(
  plan: ApplyPlan,
  wanted: SetOptions,
  asks: boolean,
): Promise<SetOptions | undefined> {
  if (wanted.adopt !== true && (await adopts(plan, asks))) return { ...wanted, adopt: true };
  const other = onlyOtherSet(plan);
  // A name that somebody chose is the one that is meant.
  if (other === undefined || wanted.isNamed !== false) return undefined;
  const { confirmOtherSet } = await import('./confirmDialog.ts');
  if (asks && !(await confirmOtherSet(other, plan.target.context))) return undefined;
  return { ...wanted, name: other.name, namespace: other.namespace, isNamed: true };
}

/** The set of ours that all refused objects belong to, where nothing else is wrong. */
function onlyOtherSet({ problems }: ApplyPlan): KnownSet | undefined {
  const sets = problems.map(problem =>
    problem.code === 'apply.other-set' ? problem.params.known : undefined,
  );
  const [first] = sets;
  if (first === undefined || first.tooling !== undefined) return undefined;
  return sets.every(set => set?.name === first.name && set.namespace === first.namespace) ? first : undefined;
}

/** Whether a set that another tool made, where nothing else is wrong, becomes ours. */
async function adopts({ problems, target }: ApplyPlan, asks: boolean): Promise<boolean> {
  const [problem] = problems;
  if (problem?.code !== 'apply.foreign-set' || problems.length > 1) return false;
  if (!asks) return true;
  const { confirmAdoption } = await import('./confirmDialog.ts');
  return confirmAdoption(problem.params, target.context);
}

const takeAll: DecideConflicts = async conflicts => conflicts.map(conflict => ({ conflict, choice: 'take' }));

async function readSource(
  source: ApplySource,
  { log, textOf }: Services,
  signal: AbortSignal,
): Promise<ReadSource> {
  const { name } = source;
  const read = await source.read(signal);
  const errors = read.problems.filter(({ severity }) => severity === 'error').map(textOf);
  for (const error of errors) log.error(`${name}: ${error}`);
  const [first] = errors;
  if (first !== undefined) throw new UserError(refusal(name, first), [showProblems()]);
  if (read.resources.length === 0) {
    throw new UserError(l10n.t('Nothing to apply: {0} renders no objects.', name));
  }
  return read;
}

function requireAccepted({ problems }: ApplyPlan, name: string, { log, textOf }: Services): void {
  const texts = problems.map(textOf);
  for (const text of texts) log.error(`${name}: ${text}`);
  const [first] = texts;
  if (first === undefined) return;
  throw new UserError(refusal(name, first), [{ title: l10n.t('Show Log'), command: 'kubewright.showLog' }]);
}

function refusal(name: string, reason: string): string {
  return l10n.t('{0} cannot be applied. {1}', name, reason);
}

function showProblems() {
  return { title: l10n.t('Show Problems'), command: 'workbench.actions.view.problems' };
}
