import { distance } from 'fastest-levenshtein';

/**
 * The name that was probably meant: a letter or two away, or two letters swapped, in a name long enough that this is
 * no chance. Names that differ in their numbers alone are siblings.
 */
export function nearMiss(name: string, names: Iterable<string>): string | undefined {
  const limit = name.length < 4 ? 0 : name.length < 8 ? 1 : 2;
  let best: string | undefined;
  let bestCost = limit + 1;
  for (const other of names) {
    if (other === name || Math.abs(other.length - name.length) > limit) continue;
    if (other.replace(/\d+/g, '') === name.replace(/\d+/g, '')) continue;
    const cost = isSwapped(name, other) ? 1 : distance(other.toLowerCase(), name.toLowerCase());
    if (cost >= bestCost) continue;
    best = other;
    bestCost = cost;
  }
  return best;
}

/** Whether other letters stand in place of some, as in `api-tls` for `app-tls`, which may both be meant. */
export function isOtherWord(name: string, other: string): boolean {
  return (
    name.length === other.length && name.toLowerCase() !== other.toLowerCase() && !isSwapped(name, other)
  );
}

/** Whether two letters side by side stand the other way around. */
function isSwapped(name: string, other: string): boolean {
  if (name.length !== other.length) return false;
  let at = 0;
  while (at < name.length && name[at] === other[at]) at += 1;
  const swapped = `${name.slice(0, at)}${name.charAt(at + 1)}${name.charAt(at)}${name.slice(at + 2)}`;
  return name !== other && swapped === other;
}
