import { writtenAt } from '../graph/writtenAt.ts';
import { graphOf } from '../graph.ts';
import type { BuildRule } from '../rule.ts';
import { unresolvedIn } from './unresolved.ts';

/** A name in a field that refers to another object, where no object of the build has it: the cluster may. */
export const referenceNotFound: BuildRule<'reference.not-found'> = {
  code: 'reference.not-found',
  severity: 'hint',
  over: 'build',
  in: 'any',
  check({ result }, report) {
    for (const { reference, renamed, nearest } of unresolvedIn(graphOf(result))) {
      if (renamed !== undefined || nearest !== undefined) continue;
      const { location, related } = writtenAt(reference.name);
      report({ kind: reference.kind, name: reference.name.text }, location, related);
    }
  },
};
