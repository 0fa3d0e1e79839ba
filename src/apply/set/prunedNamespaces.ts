import type { PruneCandidate } from './plannedSet.ts';

/** Every namespace that something is deleted in, and those that go themselves; in no order, more than once. */
export function prunedNamespaces(prune: readonly PruneCandidate[]): readonly string[] {
  return prune.flatMap(candidate => {
    const { kind, name, namespace, takes } = candidate;
    const own = kind === 'Namespace' ? name : namespace;
    return [own, ...takes.map(each => each.namespace)].flatMap(each => each ?? []);
  });
}
