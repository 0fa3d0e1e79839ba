import { env } from 'vscode';

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A number of bytes as people read it: `3.4 MB`. */
export function bytesText(bytes: number): string {
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  const digits = step > 0 && value < 10 ? 1 : 0;
  const number = new Intl.NumberFormat(env.language, { maximumFractionDigits: digits }).format(value);
  return `${number} ${units[step] ?? ''}`;
}
