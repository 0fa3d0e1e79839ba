import { listAt, recordAt, textOf } from '../json.ts';
import { objectMeta } from '../resource.ts';
import type { Fact, ListedKind } from './summary.ts';

/** CronJobs, with their schedule and what they run now. */
export const cronJobs: ListedKind = {
  kind: 'CronJob',
  namespaced: true,
  id: { group: 'batch', version: 'v1', resource: 'cronjobs' },
  slim(object) {
    const spec = recordAt(object, 'spec');
    const status = recordAt(object, 'status');
    const zone = textOf(spec['timeZone']);
    const facts: Fact[] = [{ fact: 'words', text: textOf(spec['schedule']) ?? '' }];
    if (zone !== undefined) facts.push({ fact: 'words', text: zone });
    const isSuspended = spec['suspend'] === true;
    if (isSuspended) facts.push({ fact: 'suspended' });
    const active = listAt(status, 'active').length;
    if (active > 0) facts.push({ fact: 'active', count: active });
    const lastRun = textOf(status['lastScheduleTime']);
    if (lastRun !== undefined) facts.push({ fact: 'last-run', time: lastRun });
    return {
      metadata: objectMeta(object),
      health: isSuspended ? 'off' : 'good',
      facts,
      capabilities: [],
      ports: [],
    };
  },
};
