import { distance } from 'fastest-levenshtein';

/**
 * The name that was probably meant: a letter or two away in a name long enough that this is no chance. Names that
 * differ in their numbers alone are siblings.
 */
export function nearMiss(name: string, names: Iterable<string>): string | undefined {
  const limit = name.length < 4 ? 0 : name.length < 8 ? 1 : 2;
  let best: string | undefined;
  let bestCost = limit + 1;
  for (const other of names) {
    if (other === name || Math.abs(other.length - name.length) > limit) continue;
    if (other.replace(/\d+/g, '') === name.replace(/\d+/g, '')) continue;
    const cost = distance(other.toLowerCase(), name.toLowerCase());
    if (cost >= bestCost) continue;
    best = other;
    bestCost = cost;
  }
  return best;
}
