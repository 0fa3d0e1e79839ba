import { objectStatus } from '../status/objectStatus.ts';
import type { ObjectStatus } from '../status/status.ts';
import { cellsOf } from '../table/table.ts';
import type { CollectionQuery } from '../watch/collection.ts';
import type { ListedKind, Summary } from './summary.ts';

/** An object as rows and tables show it: what is kept of it, and the server's cells, one for each column. */
export type Listed<T extends Summary = Summary> = T & {
  readonly cells: readonly string[];
  /** Why it is not as its spec asks for, as kstatus finds it; empty where it is. */
  readonly trouble: string;
};

/** Which objects of a kind. */
export interface KindScope {
  /** `undefined`: all namespaces, or a cluster-scoped kind. */
  readonly namespace: string | undefined;
  readonly labelSelector?: string | undefined;
  /** Such as `metadata.name=web`. */
  readonly fieldSelector?: string | undefined;
}

/** The query that every view of a kind makes, so that all of them share one watch. */
export function kindQuery<T extends Summary>(
  kind: ListedKind<T>,
  { namespace, labelSelector, fieldSelector }: KindScope,
): CollectionQuery<Listed<T>> {
  const selectors = [kind.labelSelector, labelSelector].filter(each => each !== undefined && each !== '');
  return {
    id: kind.id,
    namespace,
    ...(selectors.length === 0 ? {} : { labelSelector: selectors.join(',') }),
    ...(fieldSelector === undefined ? {} : { fieldSelector }),
    table: kind.content ?? 'Object',
    ...(kind.view === undefined ? {} : { view: kind.view }),
    slim(object) {
      const status = statusIn(kind, object);
      return { ...kind.slim(object, status), cells: cellsOf(object), trouble: troubleOf(status) };
    },
  };
}

/** Rows of a table do not say what they are. */
function statusIn({ id, kind }: Pick<ListedKind, 'id' | 'kind'>, object: unknown): ObjectStatus {
  const apiVersion = id.group === '' ? id.version : `${id.group}/${id.version}`;
  return objectStatus({ ...(object as object), apiVersion, kind }, Date.now());
}

function troubleOf({ status, reason, message }: ObjectStatus): string {
  return status === 'Current' ? '' : [reason, message].filter(text => text !== '').join(': ');
}
