import { l10n, window } from 'vscode';
import { underProgress } from '../apply/applyProgress.ts';
import type { DiffDocuments } from '../apply/diffDocuments.ts';
import { planKustomization } from '../apply/planKustomization.ts';
import type { Command } from '../command.ts';
import type { Services } from '../services.ts';

/** `Kubewright: Compare with Cluster`: what applying the kustomization would change, in the diff editor. */
export function diffKustomization(services: Services, documents: DiffDocuments): Command {
  const titleOf = (name: string, context: string) => l10n.t('Comparing {0} with {1}', name, context);
  return async argument => {
    const { name, kubeContext, connection, plan } = await planKustomization(
      services,
      argument,
      (file, context) => l10n.t('Comparing {0} with {1}', file, context),
    );
    const [{ planDiff }, { pruneDiff }] = await Promise.all([
      import('../../apply/diff/planDiff.ts'),
      import('../../apply/diff/pruneDiff.ts'),
    ]);
    const gone = await underProgress(titleOf(name, kubeContext.name), signal =>
      pruneDiff(plan, connection, signal),
    );
    const diffs = [...planDiff(plan), ...gone].filter(({ kind }) => kind !== 'unchanged');
    if (diffs.length === 0) {
      void window.showInformationMessage(l10n.t('{0} has all of {1} as it is here.', kubeContext.name, name));
      return;
    }
    await documents.show(diffs, `${kubeContext.name} ↔ ${name}`);
  };
}
