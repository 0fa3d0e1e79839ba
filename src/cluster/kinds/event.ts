import { recordAt, textOf } from '../json.ts';
import { objectMeta } from '../resource.ts';
import { numberAt } from './fields.ts';
import type { Fact, ListedKind, Summary } from './summary.ts';

/** An event, by what it is about. */
export interface EventSummary extends Summary {
  readonly reason: string;
  /** `Pod/web-0`. */
  readonly about: string;
  readonly aboutUid: string;
  /** When it was last seen, RFC 3339. */
  readonly lastSeen: string;
}

/** Events, with what they say; a Warning is bad. */
export const events: ListedKind<EventSummary> = {
  kind: 'Event',
  namespaced: true,
  id: { group: '', version: 'v1', resource: 'events' },
  slim(object) {
    const record = object as Readonly<Record<string, unknown>>;
    const involved = recordAt(object, 'involvedObject');
    const series = recordAt(object, 'series');
    const metadata = objectMeta(object);
    const count = numberAt(series, 'count', numberAt(record, 'count', 1));
    const facts: Fact[] = [{ fact: 'words', text: textOf(record['message'])?.trim() ?? '' }];
    if (count > 1) facts.push({ fact: 'times', count });
    return {
      metadata,
      health: record['type'] === 'Warning' ? 'bad' : undefined,
      facts,
      capabilities: [],
      ports: [],
      reason: textOf(record['reason']) ?? '',
      about: `${textOf(involved['kind']) ?? ''}/${textOf(involved['name']) ?? ''}`,
      aboutUid: textOf(involved['uid']) ?? '',
      lastSeen:
        textOf(series['lastObservedTime']) ??
        textOf(record['lastTimestamp']) ??
        textOf(record['eventTime']) ??
        metadata.creationTimestamp,
    };
  },
};
