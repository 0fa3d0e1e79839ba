import { posix } from 'node:path';
import { l10n, type Uri, workspace } from 'vscode';
import type { ApplyPlan } from '../../apply/plan.ts';
import type { SetOptions } from '../../apply/set/planSet.ts';
import type { Connection } from '../../cluster/connection.ts';
import type { KubeContext } from '../../cluster/kubeconfig.ts';
import type { Resource } from '../../kustomize/resource.ts';
import { rowTarget } from '../clusters/rowArguments.ts';
import { requireTarget } from '../requireTarget.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';
import { UserError } from '../userError.ts';
import { underProgress } from './applyProgress.ts';
import { buildKustomization } from './buildKustomization.ts';
import { chooseKustomization } from './chooseKustomization.ts';

/** A kustomization as the editor shows it, tried against a context. */
export interface PlannedKustomization {
  /** Relative to the workspace. */
  readonly name: string;
  readonly kubeContext: KubeContext;
  readonly connection: Connection;
  readonly plan: ApplyPlan;
  /** The same, with Namespaces, claims and definitions that are rendered no more among what goes. */
  planGuarded(): Promise<ApplyPlan>;
}

/**
 * Builds the kustomization that the argument or the user names and tries it on the context of the tree's row or the active
 * one; `title` is of the progress. Rejects with a UserError where it cannot be built or the server refuses any of it: half
 * of a kustomization helps nobody.
 */
export async function planKustomization(
  services: Services,
  argument: unknown,
  title: (name: string, context: string) => string,
): Promise<PlannedKustomization> {
  requireTrust();
  const file = await chooseKustomization(argument);
  const name = workspace.asRelativePath(file);
  const root = posix.dirname(file.fsPath.replaceAll('\\', '/'));
  const row = rowTarget(argument, services.active);
  const { kubeContext, namespace } = row ?? (await requireTarget(services));
  const { planApply } = await import('../../apply/planApply.ts');
  const { connection } = await services.sessions.open(kubeContext);
  const set = await setOf(file, root);
  const planWith = (options: SetOptions | undefined) =>
    underProgress(title(name, kubeContext.name), async (signal, onProgress) => {
      const resources = await render(root, name, services, signal);
      return planApply({ connection, resources, namespace, set: options, signal, onProgress });
    });
  const plan = await planWith(set);
  requireAccepted(plan, name, services);
  return {
    name,
    kubeContext,
    connection,
    plan,
    planGuarded: async () => {
      const guarded = await planWith(set && { ...set, guarded: true });
      requireAccepted(guarded, name, services);
      return guarded;
    },
  };
}

/** The set that the kustomization's objects make, where the setting wants what it renders no more to be pruned. */
async function setOf(file: Uri, root: string): Promise<SetOptions | undefined> {
  if (!workspace.getConfiguration('kubewright', file).get('prune', true)) return undefined;
  const [{ setNameOf }, { repositoryPath }] = await Promise.all([
    import('../../apply/set/applySet.ts'),
    import('../../node/repositoryPath.ts'),
  ]);
  return { name: setNameOf(repositoryPath(root)) };
}

async function render(
  root: string,
  name: string,
  { log, textOf }: Services,
  signal: AbortSignal,
): Promise<readonly Resource[]> {
  const { resources, problems } = await buildKustomization(root, signal);
  const errors = problems.filter(({ severity }) => severity === 'error').map(textOf);
  for (const error of errors) log.error(`${name}: ${error}`);
  const [first] = errors;
  if (first !== undefined) throw new UserError(refusal(name, first), [showProblems()]);
  if (resources.length === 0) {
    throw new UserError(l10n.t('Nothing to apply: {0} renders no objects.', name));
  }
  return resources;
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
