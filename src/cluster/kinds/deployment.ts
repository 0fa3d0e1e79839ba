import { numberAt } from './fields.ts';
import type { ListedKind } from './summary.ts';
import { reasonOf, workloadSummary } from './workload.ts';

/** Deployments, by how many of their pods are ready, and why a rollout is stuck. */
export const deployments: ListedKind = {
  kind: 'Deployment',
  namespaced: true,
  id: { group: 'apps', version: 'v1', resource: 'deployments' },
  slim: object =>
    workloadSummary(object, (spec, status) => {
      const wanted = numberAt(spec, 'replicas', 1);
      return {
        wanted,
        ready: numberAt(status, 'readyReplicas'),
        done: ['updatedReplicas', 'replicas', 'availableReplicas'].every(
          key => numberAt(status, key) === wanted,
        ),
        // The controller gives up after progressDeadlineSeconds; a quota refuses pods before that.
        stuck: reasonOf(status, 'Progressing', 'False') ?? reasonOf(status, 'ReplicaFailure', 'True'),
      };
    }),
};
