import { recordAt } from '../json.ts';
import { objectMeta } from '../resource.ts';
import { numberAt } from './fields.ts';
import type { Fact, Health, ListedKind } from './summary.ts';
import { reasonOf } from './workload.ts';

/** Jobs, by how many of their completions are done. */
export const jobs: ListedKind = {
  kind: 'Job',
  namespaced: true,
  id: { group: 'batch', version: 'v1', resource: 'jobs' },
  slim(object) {
    const spec = recordAt(object, 'spec');
    const status = recordAt(object, 'status');
    const facts: Fact[] = [
      { fact: 'ready', ready: numberAt(status, 'succeeded'), wanted: numberAt(spec, 'completions', 1) },
    ];
    const failed = reasonOf(status, 'Failed', 'True');
    const isComplete = reasonOf(status, 'Complete', 'True') !== undefined;
    const isSuspended = spec['suspend'] === true;
    if (failed !== undefined) facts.unshift({ fact: 'words', text: failed });
    else if (isComplete) facts.unshift({ fact: 'words', text: 'Complete' });
    else if (isSuspended) facts.unshift({ fact: 'suspended' });
    const health: Health = failed !== undefined ? 'bad' : isComplete || isSuspended ? 'off' : 'changing';
    return { metadata: objectMeta(object), health, facts, capabilities: [], ports: [] };
  },
};
