import { nearMiss } from '../graph/nearMiss.ts';
import { filledAt, mappingsAt } from '../graph/nodes.ts';
import { containersOf, portNamesOf } from '../graph/pods.ts';
import { writtenAt } from '../graph/writtenAt.ts';
import { graphOf } from '../graph.ts';
import type { BuildRule } from '../rule.ts';

const handlers = [
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle/postStart',
  'lifecycle/preStop',
].flatMap(holder => [`${holder}/httpGet`, `${holder}/tcpSocket`]);

/** A probe or lifecycle handler that names a port which its own container does not declare: it always fails. */
export const workloadNoSuchPort: BuildRule<'workload.no-such-port'> = {
  code: 'workload.no-such-port',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'finished',
  check({ result }, report) {
    for (const { spec, builtin } of graphOf(result).pods) {
      if (!builtin) continue;
      for (const container of containersOf(spec)) {
        const names = new Set(portNamesOf(container).map(({ text }) => text));
        for (const handler of handlers.flatMap(path => mappingsAt(container, path))) {
          const port = filledAt(handler, 'port');
          if (port === undefined || !/^[a-z0-9-]*[a-z][a-z0-9-]*$/.test(port.text) || names.has(port.text))
            continue;
          const nearest = names.size === 1 ? [...names][0] : nearMiss(port.text, names);
          const { location, related } = writtenAt(port);
          report({ port: port.text, ...(nearest === undefined ? {} : { nearest }) }, location, related);
        }
      }
    }
  },
};
