import type { SlimObject } from '../../cluster/collection.ts';
import { objectMeta } from '../../cluster/resource.ts';
import type { LiveListQuery } from './liveList.ts';

/** All ReplicaSets: they stand between a Deployment and its pods. */
export const replicaSets: LiveListQuery<SlimObject> = {
  id: { group: 'apps', version: 'v1', resource: 'replicasets' },
  slim: object => ({ metadata: objectMeta(object) }),
};
