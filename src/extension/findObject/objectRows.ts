import { l10n } from 'vscode';
import type { Listed } from '../../cluster/kinds/kindQuery.ts';
import { kindOf, nameOf } from '../../cluster/kinds/kinds.ts';
import type { ListedKind } from '../../cluster/kinds/summary.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import type { Services } from '../services.ts';
import type { SearchedCollection, SearchedCollections } from './collections.ts';
import type { Discoveries } from './discoveries.ts';
import { failureRows } from './failureRows.ts';
import { type FindRow, noteRow, objectRow } from './rows.ts';
import { clusterScope, type FindScope } from './scope.ts';
import { type Source, search } from './search.ts';
import type { Typed } from './typed.ts';
import { usualKinds } from './usualKinds.ts';

/** More rows than this nobody reads, and the editor needs its time for each. */
const mostRows = 100;

/** What a search stands on while its quick pick is open. */
export interface Searching {
  readonly services: Services;
  readonly discoveries: Discoveries;
  readonly collections: SearchedCollections;
  readonly scope: FindScope | undefined;
  readonly sessions: readonly ClusterSession[];
}

interface ObjectSource extends Source {
  readonly collection: SearchedCollection;
}

/** The objects that were asked for, best first; `undefined` where `isStale` said that nobody waits for them any more. */
export async function objectRows(
  typed: Extract<Typed, { asks: 'objects' }>,
  searching: Searching,
  isStale: () => boolean,
): Promise<readonly FindRow[] | undefined> {
  const collections = searching.sessions.flatMap(session =>
    kindsFor(session, typed.resource, searching.discoveries).map(kind =>
      searching.collections.of(session, kind),
    ),
  );
  const sources = collections.map((collection, order) => sourceOf(collection, order, searching));
  const pause = () => new Promise<void>(resolve => setImmediate(resolve));
  const found = await search(sources, typed, { most: mostRows, isStale, pause });
  if (found === undefined) return undefined;
  const rows = found.best.map(({ object, source: { collection } }) =>
    objectRow(
      {
        scope: clusterScope(collection.session.kubeContext, searching.services),
        kind: collection.kind,
        object: object as Listed,
      },
      collection.state,
    ),
  );
  const left = found.count - rows.length;
  return [
    ...rows,
    ...(left > 0 ? [noteRow(l10n.t('{0} more fit; type more of the name', left))] : []),
    ...failureRows(collections, searching.services.textOf),
  ];
}

function sourceOf(
  collection: SearchedCollection,
  order: number,
  { services, scope }: Searching,
): ObjectSource {
  const { kind, session } = collection;
  const { kubeContext } = session;
  return {
    collection,
    items: collection.items,
    about: `${kind.kind} ${kubeContext.name}`.toLowerCase(),
    order,
    favourite: services.active.namespaceOf(kubeContext),
    within: scope?.namespace,
  };
}

/** The kind by its name; where none was named the usual ones, and those that somebody looks at already. */
function kindsFor(
  session: ClusterSession,
  name: string | undefined,
  discoveries: Discoveries,
): readonly ListedKind[] {
  if (name !== undefined) {
    const resource = discoveries.resource(session, name);
    return resource === undefined ? [] : [kindOf(resource)];
  }
  const { resources } = discoveries.of(session);
  const live = session.store
    .collections()
    .filter(each => each.namespace === undefined && !each.labelSelector && !each.fieldSelector)
    .flatMap(
      ({ id }) => resources.find(each => nameOf(each) === nameOf(id) && each.version === id.version) ?? [],
    )
    // Events come and go by the hundred, and nobody knows their names.
    .filter(({ resource }) => resource !== 'events');
  const kinds = [...usualKinds, ...live].map(kindOf);
  return [...new Map(kinds.map(kind => [nameOf(kind.id), kind])).values()];
}
