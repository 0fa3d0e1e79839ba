import type { Listed } from '../../cluster/kinds/kindQuery.ts';
import type { ListedKind } from '../../cluster/kinds/summary.ts';
import type { ClusterScope } from './clusterScope.ts';
import type { TreeNode } from './treeNode.ts';

/** An object's row. */
export interface ObjectNode extends TreeNode {
  readonly scope: ClusterScope;
  readonly kind: ListedKind;
  /** As it is now. */
  readonly object: Listed;
}
