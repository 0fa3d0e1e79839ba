import { recordAt, textOf } from '../json.ts';
import { objectMeta } from '../resource.ts';
import type { Health, ListedKind, Summary } from './summary.ts';

/** One revision of a release, as helm keeps it in a Secret. */
export interface HelmRevision extends Summary {
  readonly release: string;
  readonly revision: number;
}

/**
 * The revisions of helm's releases, from the labels of their Secrets; what these hold (the chart, its values) stays on
 * the server.
 */
export const helmRevisions: ListedKind<HelmRevision> = {
  kind: 'Secret',
  namespaced: true,
  id: { group: '', version: 'v1', resource: 'secrets' },
  content: 'Metadata',
  labelSelector: 'owner=helm',
  slim(object) {
    const labels = recordAt(recordAt(object, 'metadata'), 'labels');
    const status = textOf(labels['status']) ?? 'unknown';
    return {
      metadata: objectMeta(object),
      health: healths[status] ?? 'changing',
      facts: [{ fact: 'words', text: status }],
      capabilities: [],
      ports: [],
      release: textOf(labels['name']) ?? '',
      revision: Number(labels['version'] ?? 0),
    };
  },
};

/** By helm's words; what is on its way has others, such as `pending-upgrade`. */
const healths: Readonly<Record<string, Health>> = {
  deployed: 'good',
  failed: 'bad',
  superseded: 'off',
  uninstalled: 'off',
};
