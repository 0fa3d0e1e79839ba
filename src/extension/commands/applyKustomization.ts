import { l10n } from 'vscode';
import { underProgress } from '../apply/applyProgress.ts';
import { planKustomization } from '../apply/planKustomization.ts';
import type { Command } from '../command.ts';
import type { Services } from '../services.ts';

/** `Kubewright: Apply Kustomization`: builds, tries, asks, and applies what the editor shows to the active context. */
export function applyKustomization(services: Services): Command {
  const titleOf = (name: string, context: string) => l10n.t('Applying {0} to {1}', name, context);
  return async argument => {
    const planned = await planKustomization(services, argument, titleOf);
    const { name, kubeContext, connection } = planned;
    const [{ confirmDialog, confirmGuarded }, { confirmApply }, { runApply }, { logReport, showReport }] =
      await Promise.all([
        import('../apply/confirmDialog.ts'),
        import('../../apply/confirmApply.ts'),
        import('../../apply/runApply.ts'),
        import('../apply/applyResult.ts'),
      ]);
    const plan = (await confirmGuarded(planned.plan)) ? await planned.planGuarded() : planned.plan;
    const confirmed = await confirmApply(plan, confirmDialog(name, plan));
    if (confirmed === undefined) return;
    const report = await underProgress(titleOf(name, kubeContext.name), (signal, onProgress) =>
      runApply({ plan, confirmed, connection, signal, onProgress }),
    );
    logReport(report, services.log, services.textOf);
    // Whoever ran the command is not kept waiting until the message is closed.
    void showReport(report, services.textOf);
  };
}
