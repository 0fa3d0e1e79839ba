import { get, type Scalar } from '../../../yaml/node.ts';
import { isTemplate, selectorOfMap, selectorOfTerms, selects } from '../graph/labelSelector.ts';
import { writtenAt } from '../graph/writtenAt.ts';
import { graphOf } from '../graph.ts';
import type { BuildRule } from '../rule.ts';

const kinds: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);

/** A workload whose selector does not fit the labels of its own template: the API server refuses it. */
export const workloadSelectorMismatch: BuildRule<'workload.selector-mismatch'> = {
  code: 'workload.selector-mismatch',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'finished',
  check({ result }, report) {
    for (const { owner, labels, builtin } of graphOf(result).pods) {
      const node = get(get(owner.node, 'spec'), 'selector');
      const isController = owner.id.kind === 'ReplicationController';
      if (!builtin || !(isController || kinds.has(owner.id.kind))) continue;
      const selector = isController ? selectorOfMap(node) : selectorOfTerms(node);
      if (selector === undefined || selects(selector, labels)) continue;
      const say = (label: string, value: Scalar) => {
        const { location, related } = writtenAt(value);
        const has = labels.get(label);
        if (isTemplate(value.text) || isTemplate(has)) return;
        report({ label, value: value.text, ...(has === undefined ? {} : { has }) }, location, related);
      };
      for (const [label, value] of selector.labels) if (labels.get(label) !== value.text) say(label, value);
      for (const expression of selector.expressions) {
        const key = get(expression, 'key');
        const alone = { labels: new Map(), expressions: [expression] };
        if (key?.kind === 'scalar' && !selects(alone, labels)) say(key.text, key);
      }
    }
  },
};
