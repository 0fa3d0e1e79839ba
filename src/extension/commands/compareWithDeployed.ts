import { l10n, window } from 'vscode';
import { underProgress } from '../apply/applyProgress.ts';
import type { DiffDocuments } from '../apply/diffDocuments.ts';
import type { Command } from '../command.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';
import { UserError } from '../userError.ts';

/**
 * `Kubewright: Compare with Deployed Revision`: what the kustomization renders here against what it rendered at the commit that
 * was applied last. No cluster is asked for more than that commit.
 */
export function compareWithDeployed(services: Services, documents: DiffDocuments): Command {
  return async argument => {
    requireTrust();
    const [
      { requireDeployed },
      { isCommitted, renderRevision },
      { buildKustomization },
      { revisionDiff },
      texts,
    ] = await Promise.all([
      import('../kustomizations/requireDeployed.ts'),
      import('../kustomizations/revisionSource.ts'),
      import('../apply/buildKustomization.ts'),
      import('../../apply/history/revisionDiff.ts'),
      import('../kustomizations/targetItem.ts'),
    ]);
    const deployed = await requireDeployed(services, argument);
    const { name, set, place } = deployed;
    const [record] = set.records;
    const context = set.session.kubeContext.name;
    if (record === undefined || !isCommitted(record)) {
      throw new UserError(l10n.t('Which commit of {0} is in {1} was not recorded.', name, context));
    }
    const title = l10n.t('Comparing {0} with {1}', name, texts.commitText(record));
    const [then, now] = await underProgress(title, signal =>
      Promise.all([renderRevision(deployed, record, signal), buildKustomization(place.directory, signal)]),
    );
    for (const { problems } of [then, now]) {
      const broken = problems.find(({ severity }) => severity === 'error');
      if (broken !== undefined) {
        throw new UserError(l10n.t('{0} cannot be compared. {1}', name, services.textOf(broken)));
      }
    }
    const diffs = revisionDiff(then.resources, now.resources).filter(({ kind }) => kind !== 'unchanged');
    if (diffs.length === 0) {
      void window.showInformationMessage(
        l10n.t(
          '{0} renders here what it did at {1}, which is in {2}.',
          name,
          texts.commitText(record),
          context,
        ),
      );
      return;
    }
    await documents.show(diffs, `${texts.commitText(record)} (${context}) ↔ ${name}`);
  };
}
