import { CancellationError, l10n, type Uri, window, workspace } from 'vscode';
import { readSets } from '../../apply/history/readSets.ts';
import { repositoryQuestions } from '../../node/repositoryIdentity.ts';
import { underProgress } from '../apply/applyProgress.ts';
import { directoryOf } from '../apply/applySource.ts';
import { chooseKustomization } from '../apply/chooseKustomization.ts';
import { age } from '../clusters/age.ts';
import { requireTarget } from '../requireTarget.ts';
import type { Services } from '../services.ts';
import { UserError } from '../userError.ts';
import type { DeployedSet } from './deployedSets.ts';
import { createPlaces, type KustomizationPlace } from './places.ts';
import { targetRow } from './rows.ts';
import { commitText, targetName } from './targetItem.ts';
import { targetsOf } from './targetsOf.ts';

/** A kustomization and one place that it was applied to. */
export interface Deployed {
  readonly file: Uri;
  /** Relative to the workspace. */
  readonly name: string;
  readonly place: KustomizationPlace;
  readonly set: DeployedSet;
}

/**
 * The target of a row, or the one of the kustomization that a menu, the editor or the user names; asks where there are
 * several. The contexts that are open are looked at, or the active one. Rejects with a UserError or a CancellationError.
 */
export async function requireDeployed(services: Services, argument: unknown): Promise<Deployed> {
  const row = targetRow(argument);
  const file = row === undefined ? await chooseKustomization(argument) : row.kustomization.uri;
  const directory = directoryOf(file);
  const known = createPlaces(() => {})(directory);
  const name = workspace.asRelativePath(directoryOf(file));
  if (row !== undefined) return { file, name, place: known, set: row.set };
  const { signal: never } = new AbortController();
  const identity = await repositoryQuestions(directory, process.env, never).identity();
  const place = { ...known, identity };
  if (services.sessions.opened.length === 0) {
    const { kubeContext } = await requireTarget(services);
    await services.sessions.open(kubeContext);
  }
  const { opened } = services.sessions;
  const title = l10n.t('Looking for what was applied from {0}', name);
  const all = await underProgress(title, signal =>
    Promise.all(
      opened.map(async session => {
        const { connection, kubeContext } = session;
        const namespaces = [...new Set([services.active.namespaceOf(kubeContext), kubeContext.namespace])];
        const sets = await readSets(connection, namespaces, signal);
        return sets.map(set => ({ ...set, session }));
      }),
    ),
  );
  const found = targetsOf(place, all.flat());
  const [first] = found;
  if (first === undefined) {
    const contexts = opened.map(({ kubeContext }) => kubeContext.name).join(', ');
    throw new UserError(l10n.t('Nothing is known to be applied from {0} in {1}.', name, contexts));
  }
  return { file, name, place, set: found.length === 1 ? first : await pickTarget(name, found) };
}

async function pickTarget(name: string, targets: readonly DeployedSet[]): Promise<DeployedSet> {
  const items = targets.map(set => {
    const [latest] = set.records;
    const told = latest === undefined ? [] : [commitText(latest), age(latest.time, Date.now()), latest.user];
    return { label: targetName(set), description: told.filter(text => text !== '').join(' · '), set };
  });
  const placeHolder = l10n.t('{0} was applied to several places. Choose one', name);
  const chosen = await window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  if (chosen === undefined) throw new CancellationError();
  return chosen.set;
}
