import type { KubeContext } from '../../cluster/kubeconfig/kubeconfig.ts';
import type { ActiveContext } from '../activeContext.ts';
import type { Target } from '../requireTarget.ts';
import type { ContainerNode } from './containerNode.ts';
import type { FailureNode } from './failureNode.ts';
import type { KindNode } from './kindNode.ts';
import type { NamespaceNode } from './namespaceGroup.ts';
import type { ObjectNode } from './objectNode.ts';
import type { MoreNode } from './pagedRows.ts';

// Arguments of commands may come from anywhere, and the rows' own modules load the cluster room.

/** The context, where the argument is a context's row. */
export function contextOf(argument: unknown): KubeContext | undefined {
  return has<{ kubeContext: KubeContext }>(argument, 'kubeContext') ? argument.kubeContext : undefined;
}

/** The argument, where it is a namespace's row. */
export function namespaceRow(argument: unknown): NamespaceNode | undefined {
  return has<NamespaceNode>(argument, 'scope', 'namespace') ? argument : undefined;
}

/** The argument, where it is an object's row. */
export function objectRow(argument: unknown): ObjectNode | undefined {
  return has<ObjectNode>(argument, 'scope', 'kind', 'object') ? argument : undefined;
}

/** The argument, where it is the row of a container. */
export function containerRow(argument: unknown): ContainerNode | undefined {
  return has<ContainerNode>(argument, 'pod', 'container') ? argument : undefined;
}

/** The argument, where it is a kind's row. */
export function kindRow(argument: unknown): KindNode | undefined {
  return has<KindNode>(argument, 'scope', 'listedKind') ? argument : undefined;
}

/** The argument, where it is the row that stands for more of them. */
export function moreRow(argument: unknown): MoreNode | undefined {
  return has<MoreNode>(argument, 'showMore') ? argument : undefined;
}

/** Where the row of a context, of a namespace or of something in one leads; `undefined` for all else. */
export function rowTarget(argument: unknown, active: ActiveContext): Target | undefined {
  const row = namespaceRow(argument);
  if (row !== undefined) return { kubeContext: row.scope.kubeContext, namespace: row.namespace };
  const kubeContext = contextOf(argument);
  if (kubeContext === undefined) return undefined;
  return { kubeContext, namespace: active.namespaceOf(kubeContext) };
}

/** The argument, where it is the row of a failure. */
export function failureRow(argument: unknown): FailureNode | undefined {
  return has<FailureNode>(argument, 'text', 'context') ? argument : undefined;
}

function has<T extends object>(value: unknown, ...keys: readonly (keyof T)[]): value is T {
  return typeof value === 'object' && value !== null && keys.every(key => key in value);
}
