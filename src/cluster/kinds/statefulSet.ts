import { numberAt } from './fields.ts';
import type { ListedKind } from './summary.ts';
import { workloadSummary } from './workload.ts';

/** StatefulSets, by how many of their pods are ready. */
export const statefulSets: ListedKind = {
  kind: 'StatefulSet',
  namespaced: true,
  id: { group: 'apps', version: 'v1', resource: 'statefulsets' },
  slim: object =>
    workloadSummary(object, (spec, status) => {
      const wanted = numberAt(spec, 'replicas', 1);
      const ready = numberAt(status, 'readyReplicas');
      // With OnDelete or a partition the old revision stays on purpose, as kstatus sees it too.
      const { type, rollingUpdate } = Object(spec['updateStrategy']);
      const isWhole = type !== 'OnDelete' && !(Object(rollingUpdate).partition > 0);
      const sameRevision = status['currentRevision'] === status['updateRevision'];
      const done = ready === wanted && numberAt(status, 'replicas') === wanted && (!isWhole || sameRevision);
      return { wanted, ready, done };
    }),
};
