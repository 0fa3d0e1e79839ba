import { posix } from 'node:path';
import { CancellationError, l10n, window, workspace } from 'vscode';
import type { ApplyPlan } from '../../apply/plan.ts';
import { type Concern, checksGit, concernsOf } from '../../apply/safety/concerns.ts';
import { type BoundTarget, boundTarget, namesContext } from '../../apply/safety/targets.ts';
import type { ActiveContext } from '../activeContext.ts';
import type { Kubeconfigs } from '../kubeconfigs.ts';
import { protectedContexts as protectedContextsFor } from '../protectedContexts.ts';
import { requireTarget, type Target } from '../requireTarget.ts';
import type { Services } from '../services.ts';
import type { ApplySource, ReadSource } from './applySource.ts';

/** Where a source is bound to by the setting `kubewright.targets`; `undefined` where it is not. */
export function boundTo({ uri, root }: ApplySource): BoundTarget | undefined {
  const folder = workspace.getWorkspaceFolder(uri)?.uri.fsPath.replaceAll('\\', '/');
  const path = folder === undefined ? '' : posix.relative(folder, root);
  return boundTarget(workspace.getConfiguration('kubewright', uri).get('targets'), path);
}

/**
 * Where a source goes: its bound context where that is the active one, else one that the user picks among both; the active
 * one where it is not bound. Rejects with a CancellationError.
 */
export async function targetFor(
  source: ApplySource,
  services: Pick<Services, 'kubeconfigs' | 'active'>,
): Promise<Target> {
  const bound = boundTo(source);
  if (bound === undefined) return requireTarget(services);
  const active = services.active.target?.context;
  if (active !== undefined && namesContext(bound.contexts, active)) {
    const target = await requireTarget(services);
    return { ...target, namespace: bound.namespace ?? target.namespace };
  }
  return pickTarget(source.name, bound, services);
}

async function pickTarget(
  name: string,
  bound: BoundTarget,
  { kubeconfigs, active }: { readonly kubeconfigs: Kubeconfigs; readonly active: ActiveContext },
): Promise<Target> {
  const { contexts } = await kubeconfigs.load();
  const items = contexts
    .filter(context => namesContext(bound.contexts, context.name) || context.name === active.target?.context)
    .map(kubeContext => ({
      label: kubeContext.name,
      description: namesContext(bound.contexts, kubeContext.name)
        ? l10n.t('bound by kubewright.targets')
        : l10n.t('active, but not where this is bound to'),
      kubeContext,
    }));
  const chosen = await window.showQuickPick(items, {
    placeHolder: l10n.t('{0} is bound to {1}. Where to?', name, bound.contexts.join(', ')),
  });
  if (chosen === undefined) throw new CancellationError();
  const { kubeContext } = chosen;
  return { kubeContext, namespace: bound.namespace ?? active.namespaceOf(kubeContext) };
}

/** What is to be asked about a plan; git is asked where the settings want it. Rejects with an AbortError. */
export async function concernsAbout(
  plan: ApplyPlan,
  source: ApplySource,
  reads: ReadSource['reads'],
  signal: AbortSignal,
): Promise<readonly Concern[]> {
  const settings = workspace.getConfiguration('kubewright', source.uri);
  const protectedContexts = protectedContextsFor(source.uri);
  const isChecked = checksGit(settings.get('checkGit'), plan.target.context, protectedContexts);
  const [{ workTreeState }, { repositoryQuestions }, { otherRepository }] = await Promise.all([
    import('../../git/sourceState.ts'),
    import('../../node/repositoryIdentity.ts'),
    import('../../apply/set/repository.ts'),
  ]);
  const files = [...reads.values()].flatMap(entry => (entry.kind === 'file' ? [entry.realpath] : []));
  const state = isChecked ? await workTreeState(source.root, files, process.env, signal) : undefined;
  const questions = repositoryQuestions(source.root, process.env, signal);
  const other = plan.set?.parent && (await otherRepository(plan.set.parent, questions));
  return concernsOf(plan, {
    target: boundTo(source),
    protectedContexts,
    source: state,
    otherRepository: other,
  });
}
