import type { SlimObject } from '../../cluster/collection.ts';
import { objectMeta } from '../../cluster/resource.ts';
import type { LiveListQuery } from './liveList.ts';

/** All namespaces. */
export const namespaces: LiveListQuery<SlimObject> = {
  id: { group: '', version: 'v1', resource: 'namespaces' },
  slim: object => ({ metadata: objectMeta(object) }),
};
