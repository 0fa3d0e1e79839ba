import { numberAt } from './fields.ts';
import type { ListedKind } from './summary.ts';
import { reasonOf, workloadSummary } from './workload.ts';

/** They stand between a Deployment and its pods. */
export const replicaSets: ListedKind = {
  kind: 'ReplicaSet',
  namespaced: true,
  id: { group: 'apps', version: 'v1', resource: 'replicasets' },
  slim: object =>
    workloadSummary(object, (spec, status) => {
      const wanted = numberAt(spec, 'replicas', 1);
      return {
        wanted,
        ready: numberAt(status, 'readyReplicas'),
        done: ['replicas', 'availableReplicas'].every(key => numberAt(status, key) === wanted),
        stuck: reasonOf(status, 'ReplicaFailure', 'True'),
      };
    }),
};
