import { l10n, window } from 'vscode';
import type { Services } from '../services.ts';
import { underProgress } from './applyProgress.ts';
import type { ApplySource } from './applySource.ts';
import type { DiffDocuments } from './diffDocuments.ts';
import { planSource } from './planSource.ts';

/** Shows what applying a source would change, in the diff editor. Rejects as `planSource` does. */
export async function diffSource(
  services: Services,
  documents: DiffDocuments,
  source: ApplySource,
  argument: unknown,
): Promise<void> {
  const title = (name: string, context: string) => l10n.t('Comparing {0} with {1}', name, context);
  const planned = await planSource(services, { source, argument, title, asksAboutConflicts: true });
  const { plan, session } = planned;
  const { name } = source;
  const { kubeContext, connection } = session;
  const [{ planDiff }, { pruneDiff }] = await Promise.all([
    import('../../apply/diff/planDiff.ts'),
    import('../../apply/diff/pruneDiff.ts'),
  ]);
  const gone = await underProgress(title(name, kubeContext.name), signal =>
    pruneDiff(plan, connection, signal),
  );
  const diffs = [...planDiff(plan), ...gone].filter(({ kind }) => kind !== 'unchanged');
  if (diffs.length === 0) {
    void window.showInformationMessage(l10n.t('{0} has all of {1} as it is here.', kubeContext.name, name));
    return;
  }
  await documents.show(diffs, `${kubeContext.name} ↔ ${name}`);
}
