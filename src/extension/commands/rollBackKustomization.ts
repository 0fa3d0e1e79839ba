import { CancellationError, l10n, type QuickPickItem, window } from 'vscode';
import type { ApplyReports } from '../apply/applyReports.ts';
import { planSource } from '../apply/planSource.ts';
import { runSource } from '../apply/runSource.ts';
import { age } from '../clusters/age.ts';
import type { Command } from '../command.ts';
import type { Deployed } from '../kustomizations/requireDeployed.ts';
import type { CommittedRecord } from '../kustomizations/revisionSource.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';
import { UserError } from '../userError.ts';

/**
 * `Kubewright: Roll Back to Revision…`: applies the kustomization as a commit of its history has it, rendered from git's
 * objects; the work tree stays as it is. What came later is pruned, after all of it was named and agreed to.
 */
export function rollBackKustomization(services: Services, reports: ApplyReports): Command {
  return async argument => {
    requireTrust();
    const [{ requireDeployed }, { revisionSource }] = await Promise.all([
      import('../kustomizations/requireDeployed.ts'),
      import('../kustomizations/revisionSource.ts'),
    ]);
    const deployed = await requireDeployed(services, argument);
    const record = await pickRevision(deployed);
    const { set } = deployed;
    const planned = await planSource(services, {
      source: revisionSource(deployed, record),
      argument: {
        scope: { kubeContext: set.session.kubeContext },
        namespace: record.namespace || set.namespace,
      },
      title: (name, context) => l10n.t('Applying {0} to {1}', name, context),
      asks: true,
    });
    await runSource(services, reports, planned);
  };
}

interface RevisionItem extends QuickPickItem {
  readonly record: CommittedRecord;
}

/** Lets the user choose among the applies that are recorded with their commits, newest first. */
async function pickRevision({ name, place, set }: Deployed): Promise<CommittedRecord> {
  const [{ isCommitted }, { describeCommits }, { commitText }] = await Promise.all([
    import('../kustomizations/revisionSource.ts'),
    import('../../git/commitsBetween.ts'),
    import('../kustomizations/targetItem.ts'),
  ]);
  const context = set.session.kubeContext.name;
  const records = set.records.filter(isCommitted);
  if (records.length === 0) {
    throw new UserError(l10n.t('Which commit of {0} is in {1} was not recorded.', name, context));
  }
  const top = place.repository?.top;
  const { signal } = new AbortController();
  const known =
    top === undefined
      ? undefined
      : await describeCommits(
          { top, env: process.env, signal },
          records.map(({ commit }) => commit),
        );
  const items = records.map((record, index): RevisionItem => {
    const summary = known?.get(record.commit);
    const notes = [
      ...(index === 0 ? [l10n.t('applied last')] : []),
      ...(record.result === 'partial' ? [l10n.t('partly applied')] : []),
      ...(record.dirty ? [l10n.t('files differed from it')] : []),
    ];
    return {
      label: `$(git-commit) ${commitText({ commit: record.commit, dirty: false })} ${summary?.subject ?? ''}`,
      description: notes.join(' · '),
      detail: [
        l10n.t('applied {0} ago by {1}', age(record.time, Date.now()), record.user),
        summary === undefined ? l10n.t('commit not in this repository') : summary.author,
      ].join(' · '),
      record,
    };
  });
  const chosen = await window.showQuickPick(items, {
    placeHolder: l10n.t('Choose the revision of {0} to apply to {1}', name, context),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === undefined) throw new CancellationError();
  return chosen.record;
}
