import { get } from '../../../yaml/node.ts';
import { nearMiss } from '../graph/nearMiss.ts';
import { filledAt, mappingsAt } from '../graph/nodes.ts';
import { containersOf, isInjected, portNamesOf } from '../graph/pods.ts';
import { writtenAt } from '../graph/writtenAt.ts';
import { graphOf } from '../graph.ts';
import type { BuildRule } from '../rule.ts';
import { podSelectorsIn } from './podSelectors.ts';

/** A `targetPort` of a Service by a name that no container of the pods it selects gives to a port. */
export const selectorNoTargetPort: BuildRule<'selector.no-target-port'> = {
  code: 'selector.no-target-port',
  severity: 'warning',
  over: 'build',
  in: 'any',
  check({ result }, report) {
    for (const { owner, pods } of podSelectorsIn(graphOf(result))) {
      if (pods.some(isInjected)) continue;
      // Operators add containers to the pods that they make.
      if (owner.id.kind !== 'Service' || pods.length === 0 || pods.some(({ builtin }) => !builtin)) continue;
      const names = new Set(
        pods.flatMap(({ spec }) =>
          containersOf(spec).flatMap(each => portNamesOf(each).map(({ text }) => text)),
        ),
      );
      for (const port of mappingsAt(get(owner.node, 'spec'), 'ports')) {
        const target = filledAt(port, 'targetPort');
        if (
          target === undefined ||
          !/^[a-z0-9-]*[a-z][a-z0-9-]*$/.test(target.text) ||
          names.has(target.text)
        )
          continue;
        const nearest = names.size === 1 ? [...names][0] : nearMiss(target.text, names);
        const { location, related } = writtenAt(target);
        const params = { port: target.text, ...(nearest === undefined ? {} : { nearest }) };
        report(params, location, [...related, ...pods.map(each => each.owner.location)]);
      }
    }
  },
};
