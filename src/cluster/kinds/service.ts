import { isRecord, type JsonRecord, listAt, recordAt, textOf } from '../json.ts';
import { objectMeta } from '../resource.ts';
import { type DeclaredPort, isTcp } from './declaredPorts.ts';
import { numberAt } from './fields.ts';
import type { Fact, Health, ListedKind } from './summary.ts';

/** Services, with where they are reached. */
export const services: ListedKind = {
  kind: 'Service',
  namespaced: true,
  id: { group: '', version: 'v1', resource: 'services' },
  slim(object) {
    const spec = recordAt(object, 'spec');
    const type = textOf(spec['type']) ?? 'ClusterIP';
    const ports = listAt(spec, 'ports').filter(isRecord);
    const addresses = addressesOf(recordAt(recordAt(object, 'status'), 'loadBalancer'));
    const isPending = type === 'LoadBalancer' && addresses.length === 0;
    const words = [type, ...whereOf(type, spec), ...addresses, ports.map(portText).join(', ')];
    const facts = words.filter(text => text !== '').map((text): Fact => ({ fact: 'words', text }));
    const health: Health | undefined = isPending ? 'changing' : undefined;
    // ExternalName and a Service without a selector have no pods of their own; asking to forward says so.
    return {
      metadata: objectMeta(object),
      health,
      facts,
      capabilities: ['forwardable'],
      ports: ports.flatMap(declared),
    };
  },
};

function whereOf(type: string, spec: JsonRecord): string[] {
  if (type === 'ExternalName') return [textOf(spec['externalName']) ?? ''];
  return [textOf(spec['clusterIP']) ?? ''];
}

/** The addresses that a load balancer gave, of Services and Ingresses. */
export function addressesOf(loadBalancer: JsonRecord): string[] {
  return listAt(loadBalancer, 'ingress').flatMap(entry => {
    if (!isRecord(entry)) return [];
    const address = textOf(entry['ip']) ?? textOf(entry['hostname']);
    return address === undefined ? [] : [address];
  });
}

/** As kubectl writes it: `80:30080/TCP`. */
function portText(port: JsonRecord): string {
  const nodePort = numberAt(port, 'nodePort');
  const number = nodePort > 0 ? `${numberAt(port, 'port')}:${nodePort}` : String(numberAt(port, 'port'));
  return `${number}/${textOf(port['protocol']) ?? 'TCP'}`;
}

function declared(port: JsonRecord): DeclaredPort[] {
  if (!isTcp(port)) return [];
  return [{ port: numberAt(port, 'port'), name: textOf(port['name']), container: undefined }];
}
