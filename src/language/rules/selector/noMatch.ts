import { isTemplate, placeOf } from '../graph/labelSelector.ts';
import { writtenAt } from '../graph/writtenAt.ts';
import { graphOf } from '../graph.ts';
import type { BuildRule } from '../rule.ts';
import { mayHaveOtherPods, nearMissOf, podSelectorsIn } from './podSelectors.ts';

/** A Service or PodDisruptionBudget that selects no pod of the build: the cluster may have some. */
export const selectorNoMatch: BuildRule<'selector.no-match'> = {
  code: 'selector.no-match',
  severity: 'hint',
  over: 'build',
  in: 'any',
  check({ result }, report) {
    const graph = graphOf(result);
    for (const each of podSelectorsIn(graph)) {
      const place = placeOf(each.selector);
      if (each.pods.length > 0 || place === undefined || nearMissOf(graph, each) !== undefined) continue;
      const { location, related } = writtenAt(place);
      if ([...each.selector.labels.values()].some(({ text }) => isTemplate(text))) continue;
      if (mayHaveOtherPods(graph, each.owner.id.namespace)) continue;
      report({ kind: each.owner.id.kind }, location, related);
    }
  },
};
