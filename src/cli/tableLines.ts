import { cellText } from './printable.ts';

/**
 * Lines in columns three spaces apart, as kubectl prints them; `widths` keeps later lines below earlier ones. Cells may
 * hold anything: no terminal acts upon what comes of them.
 */
export function tableLines(rows: readonly (readonly string[])[], widths: number[] = []): string[] {
  const shown = rows.map(row => row.map(cellText));
  for (const row of shown) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  }
  return shown.map(row =>
    row
      .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd((widths[index] ?? 0) + 3)))
      .join(''),
  );
}
