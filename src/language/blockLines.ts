import { type Line, plainText, readLine } from './lineShape.ts';

/** More lines than this above the cursor are not looked at. */
const farthest = 5000;

/** Steps to what begins at a line: to the value of its key, or to its content behind the dashes. */
export function pathOfLine(lines: readonly string[], index: number): readonly string[] | undefined {
  const line = readLine(lines[index] ?? '');
  const path = line && pathTo(lines, index, line);
  return path && line.key !== undefined ? [...path, line.key] : path;
}

/** A key or a dash above a line that leads to it. */
export interface Step {
  /** The key, or `-`. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** Steps from the root to the mapping or sequence that `line` is an entry of. */
export function pathTo(lines: readonly string[], index: number, line: Line): string[] | undefined {
  return stepsTo(lines, index, line)?.map(({ text }) => text);
}

/** The same with where each of them stands. */
export function stepsTo(lines: readonly string[], index: number, line: Line): Step[] | undefined {
  const path: Step[] = [];
  let column = line.column;
  for (const dash of line.dashes.toReversed()) {
    path.unshift({ text: '-', line: index, column: dash });
    column = dash;
  }
  let dashed = line.dashes.length > 0;
  for (let i = index - 1; i >= Math.max(0, index - farthest) && (column > 0 || dashed); i -= 1) {
    const above = readLine(lines[i] ?? '');
    if (above === undefined) continue;
    const isParentKey =
      above.key !== undefined && (above.column < column || (dashed && above.column === column));
    if (isParentKey && above.key !== undefined) {
      path.unshift({ text: above.key, line: i, column: above.column });
      column = above.column;
      dashed = false;
    }
    for (const dash of above.dashes.toReversed()) {
      if (dash >= column) continue;
      path.unshift({ text: '-', line: i, column: dash });
      column = dash;
      dashed = true;
    }
  }
  return dashed ? undefined : path;
}

/** The keys with their texts that stand at `column` in the same mapping as the line at `index`, that line left out. */
export function mappingAround(
  lines: readonly string[],
  index: number,
  column: number,
): ReadonlyMap<string, string> {
  const siblings = new Map<string, string>();
  for (const step of [-1, 1]) {
    const start = step === -1 && (readLine(lines[index] ?? '')?.dashes.length ?? 0) > 0 ? -1 : index + step;
    for (let i = start; i >= 0 && i < lines.length && Math.abs(i - index) < farthest; i += step) {
      const line = readLine(lines[i] ?? '');
      if (line === undefined || line.column > column) continue;
      const first = line.dashes[0];
      if (line.column < column && !(first !== undefined && first >= column)) break;
      if (first !== undefined && first < column && step === 1) break;
      if (line.column === column && line.key !== undefined) siblings.set(line.key, line.value);
      if (first !== undefined && first < column) break;
    }
  }
  return siblings;
}

/** The texts of the other items of the list whose dashes stand at `dash`. */
export function itemsAround(lines: readonly string[], index: number, dash: number): string[] {
  const items: string[] = [];
  for (const step of [-1, 1]) {
    for (let i = index + step; i >= 0 && i < lines.length && Math.abs(i - index) < farthest; i += step) {
      const line = readLine(lines[i] ?? '');
      if (line === undefined) continue;
      const first = line.dashes[0] ?? line.column;
      if (first > dash) continue;
      if (line.dashes[0] !== dash) break;
      if (line.key === undefined) items.push(plainText((lines[i] ?? '').slice(line.column)));
    }
  }
  return items;
}
