import { posix } from 'node:path';
import { l10n, workspace } from 'vscode';
import type { ApplyPlan } from '../../apply/plan.ts';
import type { Resource } from '../../kustomize/resource.ts';
import { underProgress } from '../apply/applyProgress.ts';
import { buildKustomization } from '../apply/buildKustomization.ts';
import { chooseKustomization } from '../apply/chooseKustomization.ts';
import { confirmDialog } from '../apply/confirmDialog.ts';
import { rowTarget } from '../clusters/rowArguments.ts';
import type { Command } from '../command.ts';
import { requireTarget } from '../requireTarget.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';
import { UserError } from '../userError.ts';

/** `Kubewright: Apply Kustomization`: builds, tries, asks, and applies what the editor shows to the active context. */
export function applyKustomization(services: Services): Command {
  return async argument => {
    requireTrust();
    const file = await chooseKustomization(argument);
    const name = workspace.asRelativePath(file);
    const root = posix.dirname(file.fsPath.replaceAll('\\', '/'));
    const row = rowTarget(argument, services.active);
    const { kubeContext, namespace } = row ?? (await requireTarget(services));
    const title = l10n.t('Applying {0} to {1}', name, kubeContext.name);
    const [{ planApply }, { confirmApply }, { runApply }, { logReport, showReport }] = await Promise.all([
      import('../../apply/planApply.ts'),
      import('../../apply/confirmApply.ts'),
      import('../../apply/runApply.ts'),
      import('../apply/applyResult.ts'),
    ]);
    const { connection } = await services.sessions.open(kubeContext);

    const plan = await underProgress(title, async (signal, onProgress) => {
      const resources = await render(root, name, services, signal);
      return planApply({ connection, resources, namespace, signal, onProgress });
    });
    requireAccepted(plan, name, services);
    const confirmed = await confirmApply(plan, confirmDialog(name));
    if (confirmed === undefined) return;
    const report = await underProgress(title, (signal, onProgress) =>
      runApply({ plan, confirmed, connection, signal, onProgress }),
    );
    logReport(report, services.log, services.textOf);
    // Whoever ran the command is not kept waiting until the message is closed.
    void showReport(report, services.textOf);
  };
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

/** A plan with any refusal is not run: half of a kustomization in a cluster helps nobody. */
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
