import {
  CancellationError,
  commands,
  l10n,
  type QuickPickItem,
  ThemeIcon,
  Uri,
  window,
  workspace,
} from 'vscode';
import { type Conflict, type DecidedConflict, shownValue } from '../../apply/conflicts/conflict.ts';
import { describeObject } from '../../apply/objectName.ts';
import type { Location } from '../../yaml/location.ts';

interface ConflictItem extends QuickPickItem {
  readonly conflict: Conflict;
}

/**
 * Lets the user choose, for each field that others own, whether it is taken over: what is checked is, the rest is left where
 * it is. Values of Secrets are masked already. Rejects with a CancellationError where the user closes it.
 */
export async function chooseConflicts(conflicts: readonly Conflict[]): Promise<readonly DecidedConflict[]> {
  const pick = window.createQuickPick<ConflictItem>();
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.title = l10n.t('Fields that others set to another value');
  pick.placeholder = l10n.t('Check what to take over; the rest is left to its owner this time');
  pick.items = conflicts.map(itemOf);
  const ended: { dispose(): void }[] = [];
  try {
    return await new Promise((resolve, reject) => {
      ended.push(
        pick.onDidTriggerItemButton(({ item }) => void showLocation(item.conflict.location)),
        pick.onDidAccept(() => {
          const taken = new Set(pick.selectedItems.map(({ conflict }) => conflict));
          resolve(conflicts.map(conflict => ({ conflict, choice: taken.has(conflict) ? 'take' : 'leave' })));
        }),
        pick.onDidHide(() => reject(new CancellationError())),
      );
      pick.show();
    });
  } finally {
    for (const each of ended) each.dispose();
    pick.dispose();
  }
}

function itemOf(conflict: Conflict): ConflictItem {
  const { object, field, managers, ours, live } = conflict;
  const owner = managers.length === 0 ? l10n.t('another field manager') : managers.join(', ');
  return {
    conflict,
    label: field,
    description: describeObject(object),
    detail: l10n.t('{0} set {1}; here it is {2}', owner, shownValue(live) ?? '', shownValue(ours) ?? ''),
    buttons: [{ iconPath: new ThemeIcon('go-to-file'), tooltip: l10n.t('Go to the line that sets this') }],
  };
}

/** Opens the source at a place, in the background of whatever is asked. */
export async function showLocation(location: Location): Promise<void> {
  const { rangeOf } = await import('../../yaml/range.ts');
  const uri = Uri.parse(location.uri);
  const document = await workspace.openTextDocument(uri);
  const { start } = rangeOf(location, document.getText());
  await commands.executeCommand(
    'vscode.open',
    uri.with({ fragment: `L${start.line + 1},${start.character + 1}` }),
  );
}
