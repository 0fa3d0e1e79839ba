import { writtenAt } from '../graph/writtenAt.ts';
import { graphOf } from '../graph.ts';
import type { BuildRule } from '../rule.ts';
import { looseReferences } from './looseReferences.ts';
import { unresolvedIn } from './unresolved.ts';

/**
 * The name of an object as it was before a prefix, suffix or hash, at a place that kustomize does not rewrite: a field
 * of an object that it does not know, an argument, an environment variable, an annotation.
 */
export const referenceNotRewritten: BuildRule<'reference.not-rewritten'> = {
  code: 'reference.not-rewritten',
  severity: 'warning',
  over: 'build',
  in: 'any',
  check({ result }, report) {
    const graph = graphOf(result);
    const inFields = unresolvedIn(graph).flatMap(({ reference, renamed }) =>
      renamed === undefined ? [] : [{ scalar: reference.name, name: reference.name.text, renamed }],
    );
    for (const { scalar, name, renamed } of [...inFields, ...looseReferences(graph)]) {
      const { location, related } = writtenAt(scalar);
      report({ kind: renamed.id.kind, name }, location, [...related, renamed.location]);
    }
  },
};
