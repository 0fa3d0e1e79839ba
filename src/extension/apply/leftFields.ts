import { l10n, Position, Range, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { Conflict } from '../../apply/conflicts/conflict.ts';
import type { ApplyPlan } from '../../apply/plan.ts';
import { isKustomization } from '../languageServer.ts';
import type { ApplySource } from './applySource.ts';
import { showLocation } from './chooseConflicts.ts';

/**
 * Where fields were left to others, offers to remove them from the source: those that stand in manifests and patches of the
 * root itself. What a directive or a base sets is shown instead, for others may need it.
 */
export async function offerToDrop({ objects }: ApplyPlan, source: ApplySource): Promise<void> {
  const left = objects.flatMap(({ decided }) =>
    decided.filter(({ choice }) => choice === 'leave').map(({ conflict }) => conflict),
  );
  const [first] = left;
  if (first === undefined) return;
  const remove = l10n.t('Remove Them Here');
  const show = l10n.t('Show the First');
  const own = left.filter(conflict => isOwn(conflict, source));
  const fields = left.map(({ field }) => field).join(', ');
  const chosen = await window.showInformationMessage(
    l10n.t(
      'Left to others this time: {0}. As long as {1} sets them, the question comes again.',
      fields,
      source.name,
    ),
    ...(own.length > 0 ? [remove, show] : [show]),
  );
  if (chosen === show) await showLocation(first.location);
  if (chosen === remove) await removeFromSource(own);
}

function isOwn({ location }: Conflict, { root }: ApplySource): boolean {
  const uri = Uri.parse(location.uri);
  if (uri.scheme !== 'file' || isKustomization(uri)) return false;
  return uri.fsPath.replaceAll('\\', '/').startsWith(`${root}/`);
}

/** Leaves the documents unsaved, so that what was done is seen and can be undone. */
async function removeFromSource(conflicts: readonly Conflict[]): Promise<void> {
  const [{ entryAt }, { entryRange }, { rangeOf }] = await Promise.all([
    import('../../yaml/entryAt.ts'),
    import('../../yaml/entryRange.ts'),
    import('../../yaml/range.ts'),
  ]);
  const edit = new WorkspaceEdit();
  for (const { location } of conflicts) {
    const uri = Uri.parse(location.uri);
    const document = await workspace.openTextDocument(uri);
    const text = document.getText();
    const { start } = rangeOf(location, text);
    const entry = entryAt(text, document.offsetAt(new Position(start.line, start.character)));
    const cut = entry && entryRange(text, entry);
    if (cut !== undefined)
      edit.delete(uri, new Range(document.positionAt(cut.start), document.positionAt(cut.end)));
  }
  await workspace.applyEdit(edit);
  const [first] = conflicts;
  if (first !== undefined) await window.showTextDocument(Uri.parse(first.location.uri));
}
