import { isRecord, listAt, recordAt, textOf } from '../json.ts';
import { objectMeta } from '../resource.ts';
import { conditionOf } from './fields.ts';
import type { Fact, Health, ListedKind } from './summary.ts';

/** Nodes, with what keeps them from taking pods. */
export const nodes: ListedKind = {
  kind: 'Node',
  namespaced: false,
  id: { group: '', version: 'v1', resource: 'nodes' },
  slim(object) {
    const spec = recordAt(object, 'spec');
    const status = recordAt(object, 'status');
    const isReady = conditionOf(status, 'Ready')?.['status'] === 'True';
    const pressures = listAt(status, 'conditions')
      .filter(isRecord)
      .filter(each => each['type'] !== 'Ready' && each['status'] === 'True')
      .map(each => String(each['type']));
    const isCordoned = spec['unschedulable'] === true;
    const words = [
      isReady ? 'Ready' : 'NotReady',
      ...(isCordoned ? ['SchedulingDisabled'] : []),
      ...pressures,
      ...rolesOf(object),
      textOf(recordAt(status, 'nodeInfo')['kubeletVersion']) ?? '',
    ];
    const facts = words.filter(text => text !== '').map((text): Fact => ({ fact: 'words', text }));
    const health: Health = !isReady || pressures.length > 0 ? 'bad' : isCordoned ? 'off' : 'good';
    return { metadata: objectMeta(object), health, facts, capabilities: [], ports: [] };
  },
};

const roleLabel = 'node-role.kubernetes.io/';

function rolesOf(object: unknown): string[] {
  return Object.keys(recordAt(recordAt(object, 'metadata'), 'labels'))
    .filter(label => label.startsWith(roleLabel))
    .map(label => label.slice(roleLabel.length));
}
