import { numberAt } from './fields.ts';
import type { ListedKind } from './summary.ts';
import { workloadSummary } from './workload.ts';

/** DaemonSets, by how many of their nodes run a ready pod. */
export const daemonSets: ListedKind = {
  kind: 'DaemonSet',
  namespaced: true,
  id: { group: 'apps', version: 'v1', resource: 'daemonsets' },
  slim: object =>
    workloadSummary(object, (spec, status) => {
      const wanted = numberAt(status, 'desiredNumberScheduled');
      const isOnDelete = Object(spec['updateStrategy']).type === 'OnDelete';
      const counts = [
        'currentNumberScheduled',
        'numberAvailable',
        ...(isOnDelete ? [] : ['updatedNumberScheduled']),
      ];
      return {
        wanted,
        ready: numberAt(status, 'numberReady'),
        done: counts.every(key => numberAt(status, key) >= wanted),
      };
    }),
};
