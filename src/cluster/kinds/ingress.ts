import { isRecord, listAt, recordAt, textOf } from '../json.ts';
import { objectMeta } from '../resource.ts';
import { addressesOf } from './service.ts';
import type { Fact, ListedKind } from './summary.ts';

/** Ingresses, with class, hosts and addresses. */
export const ingresses: ListedKind = {
  kind: 'Ingress',
  namespaced: true,
  id: { group: 'networking.k8s.io', version: 'v1', resource: 'ingresses' },
  slim(object) {
    const spec = recordAt(object, 'spec');
    const rules = listAt(spec, 'rules').filter(isRecord);
    const hosts = [...new Set(rules.map(rule => textOf(rule['host']) ?? '*'))];
    const addresses = addressesOf(recordAt(recordAt(object, 'status'), 'loadBalancer'));
    const words = [textOf(spec['ingressClassName']) ?? '', hosts.join(', '), addresses.join(', ')];
    const facts = words.filter(text => text !== '').map((text): Fact => ({ fact: 'words', text }));
    return { metadata: objectMeta(object), health: undefined, facts, capabilities: [], ports: [] };
  },
};
