import { originalId, type Resource } from '../../../kustomize/resource.ts';
import { get, textAt } from '../../../yaml/node.ts';
import { filledAt, mappingsAt } from '../graph/nodes.ts';
import { writtenAt } from '../graph/writtenAt.ts';
import { graphOf } from '../graph.ts';
import type { BuildRule } from '../rule.ts';

/** An Ingress, a route or a webhook that asks a Service for a port that it does not have. */
export const referenceNoPort: BuildRule<'reference.no-port'> = {
  code: 'reference.no-port',
  severity: 'warning',
  over: 'build',
  in: 'any',
  check({ result }, report) {
    const graph = graphOf(result);
    for (const { kind, name, namespace, port } of graph.references) {
      if (kind !== 'Service' || port === undefined) continue;
      const service = graph.find(kind, name.text, namespace);
      if (service === undefined || service.id.group !== '') continue;
      const ports = portsOf(service);
      if (ports.length === 0 || ports.includes(port.text) || !/^[a-z0-9-]+$/.test(port.text)) continue;
      const { location, related } = writtenAt(port);
      const [only] = ports.filter(each => /^\d+$/.test(each) === /^\d+$/.test(port.text));
      const nearest = only !== undefined && ports.length <= 2 ? { nearest: only } : {};
      report({ name: originalId(service).name, port: port.text, ...nearest }, location, [
        ...related,
        service.location,
      ]);
    }
  },
};

/** Numbers and names of the ports of a Service that has ports of its own. */
function portsOf({ node }: Resource): readonly string[] {
  const spec = get(node, 'spec');
  if (textAt(spec, 'type') === 'ExternalName') return [];
  return mappingsAt(spec, 'ports').flatMap(port =>
    ['port', 'name'].flatMap(key => filledAt(port, key)?.text ?? []),
  );
}
