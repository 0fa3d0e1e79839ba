import { listAt } from '../json.ts';
import { objectMeta } from '../resource.ts';
import type { ListedKind } from './summary.ts';

/** Secrets, by type and how many keys they have; never with a value. */
export const secrets: ListedKind = {
  kind: 'Secret',
  namespaced: true,
  id: { group: '', version: 'v1', resource: 'secrets' },
  // What they hold stays on the server.
  content: 'Metadata',
  slim(object) {
    // The server's columns: Name, Type, Data, Age.
    const [, type, count] = listAt(object, 'cells');
    return {
      metadata: objectMeta(object),
      health: undefined,
      facts: [
        { fact: 'words', text: String(type ?? '') },
        { fact: 'keys', count: Number(count ?? 0) },
      ],
      capabilities: [],
      ports: [],
    };
  },
};
