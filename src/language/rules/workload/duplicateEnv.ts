import { textAt } from '../../../yaml/node.ts';
import { mappingsAt } from '../graph/nodes.ts';
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
      for (const container of containersOf(spec)) {
        for (const { first, again, entry } of repeatedNames(mappingsAt(container, 'env'))) {
          // One that builds on the value before it needs that.
          if (textAt(entry, 'value')?.includes(`$(${again.text})`)) continue;
          const { location, related } = writtenAt(again);
          report({ name: again.text }, location, [writtenAt(first).location, ...related]);
        }
      }
    }
  },
};
