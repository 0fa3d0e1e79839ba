import type { SlimObject } from '../../cluster/collection.ts';
import { isRecord, listAt, recordAt } from '../../cluster/json.ts';
import { objectMeta } from '../../cluster/resource.ts';
import type { Health } from './health.ts';
import type { LiveListQuery } from './liveList.ts';

/** What a Deployment's row shows. */
export interface SlimDeployment extends SlimObject {
  readonly wanted: number;
  readonly ready: number;
  readonly health: Health;
}

/** All Deployments. */
export const deployments: LiveListQuery<SlimDeployment> = {
  id: { group: 'apps', version: 'v1', resource: 'deployments' },
  slim(object) {
    const spec = recordAt(object, 'spec');
    const status = recordAt(object, 'status');
    const wanted = numberOf(spec['replicas'], 1);
    const ready = numberOf(status['readyReplicas'], 0);
    const isObserved =
      numberOf(status['observedGeneration'], 0) >= numberOf(recordAt(object, 'metadata')['generation'], 0);
    const isDone =
      isObserved &&
      numberOf(status['updatedReplicas'], 0) === wanted &&
      numberOf(status['replicas'], 0) === wanted &&
      numberOf(status['availableReplicas'], 0) === wanted;
    const health = hasGivenUp(status) ? 'bad' : !isDone ? 'changing' : wanted === 0 ? 'off' : 'good';
    return { metadata: objectMeta(object), wanted, ready, health };
  },
};

/** The controller says so after `progressDeadlineSeconds`. */
function hasGivenUp(status: unknown): boolean {
  return listAt(status, 'conditions').some(
    condition =>
      isRecord(condition) && condition['type'] === 'Progressing' && condition['status'] === 'False',
  );
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
