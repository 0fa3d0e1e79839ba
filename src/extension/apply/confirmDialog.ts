import { CancellationError, l10n, window } from 'vscode';
import { describeObject, type ObjectName } from '../../apply/objectName.ts';
import { type ApplyPlan, isBeingDeleted } from '../../apply/plan.ts';
import type { KnownSet } from '../../apply/problems.ts';
import { deletedWith } from '../../apply/set/plannedSet.ts';
import type { ChangeSummary, ConfirmPort } from '../../cluster/change/confirm.ts';

/** More names than that nobody reads in a dialog. */
const mostNames = 12;

/**
 * Asks in a modal dialog that names the source, context, server, namespaces and counts, and by name what is deleted.
 */
export function confirmDialog(
  source: string,
  plan: ApplyPlan,
  what: 'apply' | 'delete' = 'apply',
): ConfirmPort {
  return {
    async confirm(summary, signal) {
      const { context } = summary;
      const go = what === 'apply' ? l10n.t('Apply') : l10n.t('Delete');
      const question =
        what === 'apply' ? l10n.t('Apply to {0}?', context) : l10n.t('Delete from {0}?', context);
      const notes = notesOf(plan).map(note => `\n${note}`);
      const detail = `${source}\n\n${detailOf(summary, namesOf(deletedWith(plan.set)))}${notes.join('')}`;
      const chosen = await window.showWarningMessage(question, { modal: true, detail }, go);
      return chosen === go && signal?.aborted !== true;
    },
  };
}

/**
 * Asks whether Namespaces, claims and definitions that are rendered no more go too, since others are lost with them;
 * true where they do. Rejects with a CancellationError where the user closes the dialog.
 */
export async function confirmGuarded({ set, target }: ApplyPlan): Promise<boolean> {
  const guarded = (set?.kept ?? []).filter(({ reason }) => reason.kind === 'guarded');
  if (guarded.length === 0) return false;
  const keep = l10n.t('Keep Them');
  const go = l10n.t('Delete Them Too');
  const chosen = await window.showWarningMessage(
    l10n.t(
      'Some of what is rendered no more takes other things with it. Delete it from {0}?',
      target.context,
    ),
    { modal: true, detail: namesOf(guarded).join('\n') },
    keep,
    go,
  );
  if (chosen === undefined) throw new CancellationError();
  return chosen === go;
}

/** Asks whether a set that another tool made becomes ours, which that tool then refuses; false where it does not. */
export async function confirmAdoption(
  { set, tooling }: { readonly set: string; readonly tooling: string },
  context: string,
): Promise<boolean> {
  const adopt = l10n.t('Adopt Set');
  const chosen = await window.showWarningMessage(
    l10n.t('The set {0} in {1} was made by {2}. Adopt it?', set, context, tooling),
    {
      modal: true,
      detail: l10n.t('From then on Kubewright alone changes it, and the other tool refuses to.'),
    },
    adopt,
  );
  return chosen === adopt;
}

/** Asks whether a kustomization goes on with a set of ours that has its objects; false where it does not. */
export async function confirmOtherSet(
  { name, namespace, root }: KnownSet,
  context: string,
): Promise<boolean> {
  const goOn = l10n.t('Go On with That Set');
  const set = `${namespace}/${name}`;
  const from = root === undefined ? '?' : root || '.';
  const chosen = await window.showWarningMessage(
    l10n.t(
      'These objects belong to the set {0} in {1}, which was applied from {2}. Go on with it?',
      set,
      context,
      from,
    ),
    {
      modal: true,
      detail: l10n.t(
        'Right where the kustomization was moved or renamed. What the set has and this one does not render is deleted, after you have seen it.',
      ),
    },
    goOn,
  );
  return chosen === goOn;
}

/** Asks whether objects that cannot be changed as wanted are deleted and created again; false where they are not. */
export async function confirmRecreate(objects: readonly ObjectName[], context: string): Promise<boolean> {
  const recreate = l10n.t('Delete and Create Again');
  const chosen = await window.showWarningMessage(
    l10n.t('Some objects in {0} cannot be changed as wanted while they are there.', context),
    { modal: true, detail: namesOf(objects).join('\n') },
    recreate,
  );
  return chosen === recreate;
}

/** What else there is to know: fields of others, and objects whose fields become ours. */
function notesOf({ objects, set, othersMembers = [] }: ApplyPlan): string[] {
  const elsewhere = set?.elsewhere ?? [];
  const decided = objects.flatMap(object => object.decided);
  const taken = decided.filter(({ choice }) => choice === 'take').length;
  const left = decided.length - taken;
  const recreated = objects.filter(object => object.isRecreated);
  const migrated = objects.filter(object => object.migrated.length > 0).length;
  const lost = (set?.prune ?? []).flatMap(({ takes }) => takes);
  return [
    ...(lost.length > 0 ? [l10n.t('Lost with what is deleted: {0}', namesOf(lost).join(', '))] : []),
    ...(taken > 0 ? [l10n.t('Fields taken over from others: {0}', taken)] : []),
    ...(left > 0 ? [l10n.t('Fields left to others: {0}', left)] : []),
    ...recreated.map(object => l10n.t('Deleted and created again: {0}', describeObject(object))),
    ...othersMembers
      .slice(0, mostNames)
      .map(({ object, set: other, tooling }) =>
        l10n.t('{0} belongs to the set {1}, which {2} applies', describeObject(object), other, tooling),
      ),
    ...(set?.beside === undefined
      ? []
      : [
          l10n.t(
            '{0} is the set of another repository ({1}) and stays as it is',
            set.beside.set,
            set.beside.repository,
          ),
        ]),
    ...(elsewhere.length > 0
      ? [l10n.t('Was applied to {0} before; what it made there stays', elsewhere.join(', '))]
      : []),
    ...objects
      .filter(isBeingDeleted)
      .map(object => l10n.t('Being deleted, with what is applied to it: {0}', describeObject(object))),
    ...(migrated > 0 ? [l10n.t('Taken over from kubectl apply on the client: {0}', migrated)] : []),
  ];
}

function namesOf(objects: readonly ObjectName[]): string[] {
  const rest = objects.length - mostNames;
  const names = objects.slice(0, mostNames).map(object => describeObject(object));
  return rest > 0 ? [...names, l10n.t('and {0} more', rest)] : names;
}

function detailOf({ server, namespaces, counts }: ChangeSummary, deleted: readonly string[]): string {
  const names = namespaces.length > 0 ? namespaces.join(', ') : l10n.t('none, cluster-wide objects only');
  const lines = [
    l10n.t('Server: {0}', server),
    l10n.t('Namespaces: {0}', names),
    '',
    l10n.t('Create: {0}', counts.create),
    l10n.t('Change: {0}', counts.change),
    l10n.t('Unchanged: {0}', counts.unchanged),
  ];
  if (counts.unverified > 0) {
    lines.push(l10n.t('Not verified before they are created: {0}', counts.unverified));
  }
  if (counts.delete > 0)
    lines.push(l10n.t('Delete: {0}', counts.delete), ...deleted.map(name => `  ${name}`));
  return lines.join('\n');
}
