import {
  CancellationError,
  l10n,
  type QuickInputButton,
  type QuickPickItem,
  ThemeIcon,
  window,
} from 'vscode';
import type { ResourceId } from '../../cluster/resource.ts';
import { type CustomColumn, columnProblem } from '../../cluster/table/customColumns.ts';
import { type ChoosableColumn, customId } from './tableColumns.ts';
import type { KindSettings } from './tableSettings.ts';

interface Choice extends QuickPickItem {
  readonly column: ChoosableColumn;
}

/**
 * Lets the user choose which columns are shown, add their own and take them away. Rejects with a CancellationError where
 * they gave it up.
 */
export async function chooseColumns(
  id: ResourceId,
  columns: readonly ChoosableColumn[],
): Promise<KindSettings> {
  const custom = columns.flatMap(each => each.custom ?? []);
  const shown = columns.filter(({ isShown }) => isShown).map(each => each.id);
  const choice = await pickColumns(columns);
  if (choice === 'add') {
    const added = await askColumn(id);
    const rest = custom.filter(each => customId(each) !== customId(added));
    return { custom: [...rest, added], columns: [...shown, customId(added)] };
  }
  if ('remove' in choice) {
    const { remove } = choice;
    return {
      custom: custom.filter(each => customId(each) !== remove),
      columns: shown.filter(each => each !== remove),
    };
  }
  return { custom, columns: choice.shown };
}

type Chosen = 'add' | { readonly remove: string } | { readonly shown: readonly string[] };

function pickColumns(columns: readonly ChoosableColumn[]): Promise<Chosen> {
  const add: QuickInputButton = { iconPath: new ThemeIcon('add'), tooltip: l10n.t('Add Column…') };
  const remove: QuickInputButton = { iconPath: new ThemeIcon('trash'), tooltip: l10n.t('Remove Column') };
  const pick = window.createQuickPick<Choice>();
  pick.title = l10n.t('Columns');
  pick.placeholder = l10n.t('Choose the columns to show; the plus adds one by a JSONPath');
  pick.canSelectMany = true;
  pick.buttons = [add];
  // The name is what a row is known by.
  pick.items = columns
    .filter(({ source }) => source !== 'name' && source !== 'namespace')
    .map(column => ({
      label: column.title,
      description: column.custom?.path ?? '',
      detail: column.custom === undefined ? column.description.split('\n')[0] : undefined,
      column,
      buttons: column.custom === undefined ? [] : [remove],
    }))
    .map(({ detail, ...item }) => (detail === undefined || detail === '' ? item : { ...item, detail }));
  pick.selectedItems = pick.items.filter(({ column }) => column.isShown);
  return new Promise<Chosen>((resolve, reject) => {
    pick.onDidTriggerButton(() => resolve('add'));
    pick.onDidTriggerItemButton(({ item }) => resolve({ remove: item.column.id }));
    pick.onDidAccept(() => resolve({ shown: pick.selectedItems.map(({ column }) => column.id) }));
    pick.onDidHide(() => reject(new CancellationError()));
    pick.show();
  }).finally(() => pick.dispose());
}

async function askColumn(id: ResourceId): Promise<CustomColumn> {
  const path = await window.showInputBox({
    title: l10n.t('Add Column…'),
    prompt: l10n.t(
      'JSONPath as kubectl takes it, such as .metadata.labels.app or {0}',
      '.status.conditions[?(@.type=="Ready")].status',
    ),
    ignoreFocusOut: true,
    validateInput: text => (text.trim() === '' ? undefined : problemText(id, text)),
  });
  if (path === undefined || path.trim() === '' || problemText(id, path) !== undefined) {
    throw new CancellationError();
  }
  const title = await window.showInputBox({
    title: l10n.t('Title of the column'),
    value: titleOf(path),
    ignoreFocusOut: true,
  });
  if (title === undefined) throw new CancellationError();
  return { title: title.trim() === '' ? titleOf(path) : title.trim(), path: path.trim() };
}

function problemText(id: ResourceId, path: string): string | undefined {
  const problem = columnProblem(id, path);
  if (problem === undefined) return undefined;
  return problem.code === 'secret-value'
    ? l10n.t('Of Secrets only metadata can be a column: their values are not shown anywhere.')
    : l10n.t('kubectl would not take this path; see character {0}.', problem.at + 1);
}

/** The last name in a path. */
function titleOf(path: string): string {
  const names = path.replaceAll('\\.', '.').match(/[A-Za-z][\w./-]*/g) ?? [];
  const last = names.at(-1)?.split(/[./]/).at(-1) ?? '';
  return last === '' ? path : `${last[0]?.toUpperCase()}${last.slice(1)}`;
}
