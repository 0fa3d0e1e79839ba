import { writtenAt } from '../graph/writtenAt.ts';
import { graphOf } from '../graph.ts';
import type { BuildRule } from '../rule.ts';
import { nearMissOf, podSelectorsIn } from './podSelectors.ts';

/** A Service or PodDisruptionBudget that selects no pod, and misses some by a single label. */
export const selectorNearMiss: BuildRule<'selector.near-miss'> = {
  code: 'selector.near-miss',
  severity: 'warning',
  over: 'build',
  in: 'any',
  check({ result }, report) {
    const graph = graphOf(result);
    for (const each of podSelectorsIn(graph)) {
      const miss = each.pods.length > 0 ? undefined : nearMissOf(graph, each);
      if (miss === undefined) continue;
      const { label, value, has, pods } = miss;
      const { location, related } = writtenAt(value);
      const params = {
        kind: each.owner.id.kind,
        label,
        value: value.text,
        ...(has === undefined ? {} : { has }),
      };
      report(params, location, [...related, pods.owner.location]);
    }
  },
};
