import { type Mapping, textAt } from '../../../yaml/node.ts';
import { mappingsAt, onceFor } from '../graph/nodes.ts';
import { containersOf } from '../graph/pods.ts';
import { writtenAt } from '../graph/writtenAt.ts';
import { graphOf } from '../graph.ts';
import type { BuildRule } from '../rule.ts';
import { repeatedNames } from './duplicates.ts';

/** An environment variable that a container sets twice: the last one wins. */
export const workloadDuplicateEnv: BuildRule<'workload.duplicate-env'> = {
  code: 'workload.duplicate-env',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'written',
  check({ result }, report) {
    for (const { spec, builtin } of graphOf(result).pods) {
      if (!builtin) continue;
      for (const { first, again } of repeatedIn(spec)) {
        const { location, related } = writtenAt(again);
        report({ name: again.text }, location, [writtenAt(first).location, ...related]);
      }
    }
  },
};

/** The variables that a container of a pod has twice, but for one that builds on the value before it and needs that. */
const repeatedIn = onceFor((spec: Mapping) =>
  containersOf(spec)
    .flatMap(container => repeatedNames(mappingsAt(container, 'env')))
    .filter(({ again, entry }) => textAt(entry, 'value')?.includes(`$(${again.text})`) !== true),
);
