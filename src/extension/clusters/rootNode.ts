import type { ClusterFailure } from '../../cluster/failure.ts';
import type { BrokenContext, KubeContext, Kubeconfig } from '../../cluster/kubeconfig/kubeconfig.ts';
import type { TextOf } from '../../messages/text.ts';
import type { ActiveContext } from '../activeContext.ts';
import type { ClusterFilters } from '../clusterFilters.ts';
import type { ClusterSessions } from '../clusterSessions.ts';
import { createBrokenContextNode } from './brokenContextNode.ts';
import { createContextNode } from './contextNode.ts';
import { createFailureNode } from './failureNode.ts';
import { createNodeCache } from './nodeCache.ts';
import type { TreeNode } from './treeNode.ts';

/** What the tree is made from. */
export interface RootParts {
  readonly kubeconfig: () => Kubeconfig;
  readonly sessions: ClusterSessions;
  readonly active: ActiveContext;
  readonly filters: ClusterFilters;
  readonly textOf: TextOf;
}

/** The contexts in the order of the files, those that are broken, and files that could not be read. */
export function createRootNode({ kubeconfig, sessions, active, filters, textOf }: RootParts): TreeNode {
  const contexts = createNodeCache<KubeContext>(
    // An entry that changed in any way is another context.
    context => JSON.stringify(context),
    latest => {
      const kubeContext = latest();
      const scope = {
        kubeContext,
        active,
        textOf,
        open: () => sessions.open(kubeContext),
        filter: () => filters.of(kubeContext.name),
      };
      return createContextNode(scope, () => kubeconfig().currentContext === kubeContext.name);
    },
  );
  const broken = createNodeCache<BrokenContext>(
    ({ name, failure, file }) => name + file + failure.message,
    latest => createBrokenContextNode(latest(), textOf),
  );
  const failures = createNodeCache<ClusterFailure>(
    failure => failure.message,
    latest => createFailureNode(`file/${latest().message}`, latest(), textOf, undefined),
  );
  return {
    id: 'root',
    item: () => {
      throw new TypeError('The root has no row');
    },
    children() {
      const now = kubeconfig();
      return [...failures(now.failures), ...contexts(now.contexts), ...broken(now.broken)];
    },
  };
}
