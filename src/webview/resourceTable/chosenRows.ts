import type { RowAction } from './protocol.ts';
import type { ModelRow, RowModel } from './rowModel.ts';
import type { Selection } from './selection.ts';

/** More documents or terminals than this at once are a slip of the hand. */
const manyAtOnce = 10;
/** To look up more one by one is slower than to look at all. */
const fewRows = 1000;

/** The rows that actions are about, in their order: those selected, or the one with the focus where none is. */
export function chosenRows(model: RowModel, { selected, focus }: Selection): readonly ModelRow[] {
  const keys = selected.size > 0 ? selected : new Set(focus === undefined ? [] : [focus]);
  if (keys.size >= fewRows) return model.visible.filter(({ row }) => keys.has(row.key));
  const indexes = [...keys].map(key => model.indexOf(key)).filter(index => index >= 0);
  return indexes.sort((one, other) => one - other).flatMap(index => model.visible[index] ?? []);
}

/** What can be done with all of them together. */
export function possibleActions(model: RowModel, selection: Selection): ReadonlySet<RowAction> {
  const isMany = selection.selected.size > manyAtOnce;
  const rows = isMany ? [] : chosenRows(model, selection);
  if (!isMany && rows.length === 0) return new Set();
  const possible = new Set<RowAction>(['names', 'kubectl', 'delete']);
  if (isMany) return possible;
  possible.add('yaml');
  if (rows.some(({ row }) => row.cannot?.includes('delete'))) possible.delete('delete');
  if (rows.every(({ row }) => row.can?.includes('log'))) possible.add('log');
  if (rows.length === 1 && rows[0]?.row.can?.includes('forward')) possible.add('forward');
  return possible;
}
