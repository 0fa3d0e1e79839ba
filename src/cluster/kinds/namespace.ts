import type { SlimObject } from '../collection.ts';
import { objectMeta } from '../resource.ts';
import type { ListedKind } from './summary.ts';

/** Namespaces, with their names alone. */
export const namespaces: ListedKind<SlimObject> = {
  kind: 'Namespace',
  id: { group: '', version: 'v1', resource: 'namespaces' },
  slim: object => ({ metadata: objectMeta(object) }),
};
