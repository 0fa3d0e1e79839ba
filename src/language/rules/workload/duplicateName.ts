import type { Mapping } from '../../../yaml/node.ts';
import { mappingsAt } from '../graph/nodes.ts';
import { containersOf } from '../graph/pods.ts';
import { writtenAt } from '../graph/writtenAt.ts';
import { graphOf } from '../graph.ts';
import type { BuildRule } from '../rule.ts';
import { repeatedNames } from './duplicates.ts';

/** Two containers, volumes or ports of one pod with one name. */
export const workloadDuplicateName: BuildRule<'workload.duplicate-name'> = {
  code: 'workload.duplicate-name',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'written',
  check({ result }, report) {
    for (const { spec, builtin } of graphOf(result).pods) {
      if (!builtin) continue;
      const say = (what: 'container' | 'port' | 'volume', entries: readonly Mapping[]) => {
        for (const { first, again } of repeatedNames(entries)) {
          const { location, related } = writtenAt(again);
          report({ what, name: again.text }, location, [writtenAt(first).location, ...related]);
        }
      };
      const containers = containersOf(spec);
      say('container', containers);
      say('volume', mappingsAt(spec, 'volumes'));
      say('port', mappingsAt(spec, 'containers/ports'));
    }
  },
};
