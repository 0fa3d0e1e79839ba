import { CancellationError, l10n, window } from 'vscode';
import type { ApplyPlan } from '../../apply/plan.ts';
import type { SetSource } from '../../apply/set/setSource.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import type { Services } from '../services.ts';
import { UserError } from '../userError.ts';
import { underProgress } from './applyProgress.ts';
import type { ApplyReports } from './applyReports.ts';
import type { ApplySource } from './applySource.ts';

/** What is deleted, and from where. */
export interface Undeploy {
  readonly source: ApplySource;
  readonly session: ClusterSession;
  readonly namespace: string;
  readonly isNamespaceGiven: boolean;
  /** Of the set. */
  readonly name: string;
  /** What it was applied from, by which it is found under another name too. */
  readonly from: SetSource;
}

/**
 * Finds the set of a source, names what would go, asks, and deletes it; false where there is none. Rejects with a UserError
 * where another tool made it, or with a CancellationError.
 */
export async function undeploySource(
  services: Services,
  reports: ApplyReports,
  what: Undeploy,
): Promise<boolean> {
  const [
    { runUndeploy },
    { confirmApply },
    { confirmDialog, confirmGuarded },
    { confirmConcerns },
    safety,
    result,
  ] = await Promise.all([
    import('../../apply/set/undeploy.ts'),
    import('../../apply/confirmApply.ts'),
    import('./confirmDialog.ts'),
    import('./confirmConcerns.ts'),
    import('./safetyFacts.ts'),
    import('./applyResult.ts'),
  ]);
  const { source, session } = what;
  const { connection, kubeContext } = session;
  const first = await findSet(services, what, false);
  if (first === undefined) return false;
  const plan = (await confirmGuarded(first)) ? ((await findSet(services, what, true)) ?? first) : first;
  const { signal: never } = new AbortController();
  const concerns = await safety.concernsAbout(plan, source, new Map(), never);
  await confirmConcerns(concerns, kubeContext.name, services.textOf);
  const confirmed = await confirmApply(plan, confirmDialog(source.name, plan, 'delete'));
  if (confirmed === undefined) return true;
  const title = l10n.t('Deleting {0} from {1}', source.name, kubeContext.name);
  const report = await underProgress(title, signal => runUndeploy({ plan, confirmed, connection, signal }));
  const [{ reportLines }, { summaryOf }] = await Promise.all([
    import('./reportLines.ts'),
    import('./reportState.ts'),
  ]);
  result.logReport(report, services.log, services.textOf);
  const open = reports.begin(source.name, kubeContext.name);
  open.update(reportLines(plan, report, services.textOf), summaryOf(report));
  void result.showReport(report, services.textOf);
  return true;
}

async function findSet(
  services: Pick<Services, 'textOf'>,
  what: Undeploy,
  guarded: boolean,
  namespace?: string,
): Promise<ApplyPlan | undefined> {
  const { source, session, name } = what;
  const { planUndeploy } = await import('../../apply/set/undeploy.ts');
  const title = l10n.t('Looking for what was applied from {0}', source.name);
  const found = await underProgress(title, signal =>
    planUndeploy({
      from: what.from,
      connection: session.connection,
      discovery: session.discovery,
      set: { name, guarded },
      namespace: namespace ?? what.namespace,
      isNamespaceGiven: namespace !== undefined || what.isNamespaceGiven,
      location: { uri: source.uri.toString(), start: 0, end: 0 },
      signal,
    }),
  );
  if (found.kind === 'absent') {
    if (found.elsewhere.length === 0) return undefined;
    const places = found.elsewhere.join(', ');
    throw new UserError(
      l10n.t('What was applied from {0} is in another namespace: {1}. Delete it there.', source.name, places),
    );
  }
  if (found.kind === 'several') {
    const chosen = await window.showQuickPick([...found.namespaces], {
      placeHolder: l10n.t(
        '{0} was applied to several namespaces. From which one is it deleted?',
        source.name,
      ),
    });
    if (chosen === undefined) throw new CancellationError();
    return findSet(services, what, guarded, chosen);
  }
  const [problem] = found.plan.problems;
  if (problem !== undefined) throw new UserError(services.textOf(problem));
  return found.plan;
}
