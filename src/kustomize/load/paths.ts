import { distance } from 'fastest-levenshtein';

/** Whether a path is the directory or below it; both absolute and normalised. */
export function isWithin(path: string, directory: string): boolean {
  return path === directory || directory === '/' || path.startsWith(`${directory}/`);
}

/** The name most like the one that was meant, or `undefined` where none is within a third of its length. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const other of names) {
    const edits = distance(name.toLowerCase(), other.toLowerCase());
    if (edits < bestDistance) {
      best = other;
      bestDistance = edits;
    }
  }
  return best;
}
