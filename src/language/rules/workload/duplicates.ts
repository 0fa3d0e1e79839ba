import type { Mapping, Scalar } from '../../../yaml/node.ts';
import { filledAt } from '../graph/nodes.ts';

/** Each name that was there before, with the first of that name. */
export function repeatedNames(
  entries: readonly Mapping[],
): { first: Scalar; again: Scalar; entry: Mapping }[] {
  const seen = new Map<string, Scalar>();
  return entries.flatMap(entry => {
    const again = filledAt(entry, 'name');
    if (again === undefined) return [];
    const first = seen.get(again.text);
    if (first !== undefined) return [{ first, again, entry }];
    seen.set(again.text, again);
    return [];
  });
}
