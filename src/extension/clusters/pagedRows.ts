import { l10n } from 'vscode';
import type { Listed } from '../../cluster/kinds/kindQuery.ts';
import type { ClusterScope } from './clusterScope.ts';
import { createMessageNode } from './messageNode.ts';
import { createNodeCache } from './nodeCache.ts';
import type { TreeNode } from './treeNode.ts';

/** A row that stands for those that are not shown yet. */
export interface MoreNode extends TreeNode {
  /** Shows another page; the caller redraws. */
  readonly showMore: () => void;
}

/** Nobody reads more rows than that without a filter, and VS Code keeps every row that it was given. */
const pageSize = 200;

/** The rows of objects that the user's filter lets through, page by page. `make` makes the row of one. */
export function createPagedRows<T extends Listed>(
  parentId: string,
  { filter }: ClusterScope,
  make: (latest: () => T) => TreeNode,
): (objects: readonly T[]) => readonly TreeNode[] {
  const rows = createPages<T>(parentId, object => object.metadata.uid, make);
  return objects => {
    const { text } = filter();
    return rows(text === undefined ? objects : objects.filter(object => contains(object, text)));
  };
}

/** The rows of whatever has a key, page by page. */
export function createPages<T>(
  parentId: string,
  keyOf: (value: T) => string,
  make: (latest: () => T) => TreeNode,
): (values: readonly T[]) => readonly TreeNode[] {
  const rowsOf = createNodeCache<T>(keyOf, make);
  let limit = pageSize;
  const moreOf = createNodeCache<number>(String, latest => {
    const id = `${parentId}/more`;
    const row = createMessageNode(id, l10n.t('{0} more. Click to show the next ones.', latest()), 'ellipsis');
    const more: MoreNode = {
      ...row,
      showMore: () => {
        limit += pageSize;
      },
      item() {
        const item = row.item();
        item.command = { command: 'kubewright.showMoreRows', title: l10n.t('Show More'), arguments: [more] };
        return item;
      },
    };
    return more;
  });
  return values => {
    const rest = values.length - limit;
    return [...rowsOf(values.slice(0, limit)), ...moreOf(rest > 0 ? [rest] : [])];
  };
}

/** What a filter looks through, made once an object: a filtered list is looked through with every change. */
const searched = new WeakMap<Listed, string>();

/** Whether the name or one of the columns has the text, which is in lower case. */
export function contains(object: Listed, text: string): boolean {
  const known = searched.get(object) ?? [object.metadata.name, ...object.cells].join('\n').toLowerCase();
  searched.set(object, known);
  return known.includes(text);
}
