import type { Resource } from '../../../kustomize/resource.ts';
import { get } from '../../../yaml/node.ts';
import { placeOf, type Selector, selectorOfTerms, selects } from '../graph/labelSelector.ts';
import { textsOf } from '../graph/nodes.ts';
import { writtenAt } from '../graph/writtenAt.ts';
import { type Graph, graphOf, inOneNamespace } from '../graph.ts';
import type { BuildRule } from '../rule.ts';
import { mayHaveOtherPods, podsSelected } from './podSelectors.ts';

const fields: Readonly<Record<string, string>> = {
  NetworkPolicy: 'podSelector',
  PodMonitor: 'selector',
  ServiceMonitor: 'selector',
};

/** A NetworkPolicy, PodMonitor or ServiceMonitor that selects nothing of the build. */
export const selectorPolicyNoMatch: BuildRule<'selector.policy-no-match'> = {
  code: 'selector.policy-no-match',
  severity: 'hint',
  over: 'build',
  in: 'any',
  check({ result }, report) {
    const graph = graphOf(result);
    // Policies and monitors are often kept apart from what they are for.
    if (graph.pods.length === 0) return;
    for (const resource of graph.resources) {
      const { kind } = resource.id;
      const key = fields[kind];
      if (key === undefined) continue;
      const spec = get(resource.node, 'spec');
      const selector = selectorOfTerms(get(spec, key));
      const place = selector === undefined ? undefined : placeOf(selector);
      if (selector === undefined || place === undefined || selectsAny(graph, resource, selector)) continue;
      // A monitor may look into other namespaces.
      if (get(spec, 'namespaceSelector') !== undefined || mayHaveOtherPods(graph, resource.id.namespace))
        continue;
      const { location, related } = writtenAt(place);
      report({ kind }, location, related);
    }
  },
};

function selectsAny(graph: Graph, resource: Resource, selector: Selector): boolean {
  if (resource.id.kind !== 'ServiceMonitor') return podsSelected(graph, resource, selector).length > 0;
  return graph.resources.some(
    ({ id, node }) =>
      id.kind === 'Service' &&
      inOneNamespace(id.namespace, resource.id.namespace) &&
      selects(selector, textsOf(get(get(node, 'metadata'), 'labels'))),
  );
}
