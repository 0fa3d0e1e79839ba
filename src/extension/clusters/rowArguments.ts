import type { KubeContext } from '../../cluster/kubeconfig.ts';
import type { FailureNode } from './failureNode.ts';
import type { NamespaceNode } from './namespaceNode.ts';
import type { PodNode } from './podNode.ts';

// Arguments of commands may come from anywhere, and the rows' own modules load the cluster room.

/** The context, where the argument is a context's row. */
export function contextOf(argument: unknown): KubeContext | undefined {
  return has<{ kubeContext: KubeContext }>(argument, 'kubeContext') ? argument.kubeContext : undefined;
}

/** The argument, where it is a namespace's row. */
export function namespaceRow(argument: unknown): NamespaceNode | undefined {
  return has<NamespaceNode>(argument, 'scope', 'namespace') ? argument : undefined;
}

/** The argument, where it is a pod's row. */
export function podRow(argument: unknown): PodNode | undefined {
  return has<PodNode>(argument, 'scope', 'pod') ? argument : undefined;
}

/** The argument, where it is the row of a failure. */
export function failureRow(argument: unknown): FailureNode | undefined {
  return has<FailureNode>(argument, 'text', 'context') ? argument : undefined;
}

function has<T extends object>(value: unknown, ...keys: readonly (keyof T)[]): value is T {
  return typeof value === 'object' && value !== null && keys.every(key => key in value);
}
