import { writtenAt } from '../graph/writtenAt.ts';
import { graphOf } from '../graph.ts';
import type { BuildRule } from '../rule.ts';
import { unresolvedIn } from './unresolved.ts';

/** A name that no object of the build has, where one of that kind has almost the same. */
export const referenceNearMiss: BuildRule<'reference.near-miss'> = {
  code: 'reference.near-miss',
  severity: 'warning',
  over: 'build',
  in: 'any',
  check({ result }, report) {
    for (const { reference, nearest } of unresolvedIn(graphOf(result))) {
      if (nearest === undefined) continue;
      const { location, related } = writtenAt(reference.name);
      report({ kind: reference.kind, name: reference.name.text, nearest }, location, related);
    }
  },
};
