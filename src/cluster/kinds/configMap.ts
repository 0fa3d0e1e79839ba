import { listAt } from '../json.ts';
import { objectMeta } from '../resource.ts';
import type { ListedKind } from './summary.ts';

/** ConfigMaps, by how many keys they have. */
export const configMaps: ListedKind = {
  kind: 'ConfigMap',
  namespaced: true,
  id: { group: '', version: 'v1', resource: 'configmaps' },
  // One may hold a megabyte, and a row tells no more than how many keys there are.
  content: 'Metadata',
  slim(object) {
    // The server's columns: Name, Data, Age.
    const count = Number(listAt(object, 'cells')[1]);
    return {
      metadata: objectMeta(object),
      health: undefined,
      facts: [{ fact: 'keys', count: Number.isNaN(count) ? 0 : count }],
      capabilities: [],
      ports: [],
    };
  },
};
