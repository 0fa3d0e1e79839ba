import { recordAt } from '../json.ts';
import { objectMeta } from '../resource.ts';
import type { ListedKind } from './summary.ts';

/** Namespaces, and which of them are on their way out. */
export const namespaces: ListedKind = {
  kind: 'Namespace',
  namespaced: false,
  id: { group: '', version: 'v1', resource: 'namespaces' },
  slim: object => ({
    metadata: objectMeta(object),
    health: recordAt(object, 'status')['phase'] === 'Terminating' ? 'changing' : undefined,
    facts: [],
    capabilities: [],
    ports: [],
  }),
};
