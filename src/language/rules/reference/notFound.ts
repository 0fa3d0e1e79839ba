import { writtenAt } from '../graph/writtenAt.ts';
import { graphOf } from '../graph.ts';
import { accountPutElsewhere } from '../namespace/subjectLeft.ts';
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
      const { kind, namespace } = reference;
      const name = reference.name.text;
      // Of an account that was put elsewhere another rule speaks.
      if (kind === 'ServiceAccount' && accountPutElsewhere(name, namespace, result.resources)) continue;
      const { location, related } = writtenAt(reference.name);
      const others = result.resources.filter(({ id }) => id.kind === kind && id.name === name);
      const elsewhere = [...new Set(others.map(({ id }) => id.namespace))].sort();
      report({ kind, name, ...(elsewhere.length === 0 ? {} : { namespace, elsewhere }) }, location, [
        ...related,
        ...others.map(other => other.location),
      ]);
    }
  },
};
