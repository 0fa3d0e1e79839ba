import type { CollectionQuery } from '../collection.ts';
import { objectStatus } from '../status/objectStatus.ts';
import { cellsOf } from '../table.ts';
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
    slim: object => ({ ...kind.slim(object), cells: cellsOf(object), trouble: troubleOf(kind, object) }),
  };
}

/** Rows of a table do not say what they are. */
function troubleOf({ id, kind }: Pick<ListedKind, 'id' | 'kind'>, object: unknown): string {
  const apiVersion = id.group === '' ? id.version : `${id.group}/${id.version}`;
  const { status, reason, message } = objectStatus({ ...(object as object), apiVersion, kind }, Date.now());
  return status === 'Current' ? '' : [reason, message].filter(text => text !== '').join(': ');
}
