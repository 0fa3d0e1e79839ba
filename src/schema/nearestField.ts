import { distance } from 'fastest-levenshtein';

/** Keys longer than this are no misspelling of a field. */
const longestMisspelling = 64;

/**
 * The one of `candidates` that `written` is by all likelihood meant to be: within a third of its length in
 * edits, else the only one that ends in it (`tag` of `newTag`). `undefined` where nothing is close.
 */
export function nearestField(written: string, candidates: readonly string[]): string | undefined {
  if (written.length > longestMisspelling) return undefined;
  const plain = simplify(written);
  let nearest: string | undefined;
  let least = Math.max(1, Math.floor(plain.length / 3)) + 1;
  for (const candidate of candidates) {
    const edits = distance(plain, simplify(candidate));
    if (edits < least) {
      least = edits;
      nearest = candidate;
    }
  }
  if (nearest !== undefined || plain.length < 3) return nearest;
  const containing = candidates.filter(candidate => simplify(candidate).endsWith(plain));
  return containing.length === 1 ? containing[0] : undefined;
}

function simplify(name: string): string {
  return name.toLowerCase().replaceAll(/[-_\s]/g, '');
}
