import type { KubeContext } from '../../cluster/kubeconfig/kubeconfig.ts';
import type { TreeNode } from '../clusters/treeNode.ts';
import type { DeployedSet } from './deployedSets.ts';
import type { Kustomization } from './kustomizationList.ts';

/** The row of a kustomization, or of something below it. */
export interface KustomizationNode extends TreeNode {
  readonly kustomization: Kustomization;
}

/** The row of a place that a kustomization was applied to; commands that go to a namespace take it as one. */
export interface TargetNode extends KustomizationNode {
  readonly set: DeployedSet;
  readonly scope: { readonly kubeContext: KubeContext };
  /** Where objects go that name none. */
  readonly namespace: string;
}

// Arguments of commands may come from anywhere, and the rows' own modules load the cluster room.

/** The argument, where it is the row of a kustomization or of one of its targets. */
export function kustomizationRow(argument: unknown): KustomizationNode | undefined {
  if (typeof argument !== 'object' || argument === null || !('kustomization' in argument)) return undefined;
  // A row of a repository has none.
  return argument.kustomization === undefined ? undefined : (argument as KustomizationNode);
}

/** The argument, where it is the row of a target. */
export function targetRow(argument: unknown): TargetNode | undefined {
  const row = kustomizationRow(argument);
  return row !== undefined && 'set' in row && 'scope' in row ? (row as TargetNode) : undefined;
}
