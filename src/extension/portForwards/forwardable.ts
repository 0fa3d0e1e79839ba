import type { ForwardKind } from '../../cluster/forwardTarget.ts';
import type { DeclaredPort, ListedKind, Summary } from '../../cluster/kinds/summary.ts';
import type { ClusterSession } from '../clusterSessions.ts';

/** Something whose ports can be led to this machine. */
export interface Forwardable {
  readonly session: ClusterSession;
  readonly namespace: string;
  readonly kind: ForwardKind;
  readonly name: string;
  readonly ports: readonly DeclaredPort[];
}

/** An object of the tree or of a list as a forwardable one; `undefined` for kinds that have no ports. */
export async function forwardableOf(
  session: ClusterSession,
  { kind }: ListedKind,
  { metadata, ports }: Summary,
): Promise<Forwardable | undefined> {
  const { forwardKinds } = await import('../../cluster/forwardTarget.ts');
  const forwardKind = forwardKinds.find(each => each === kind.toLowerCase());
  if (forwardKind === undefined) return undefined;
  const { name, namespace } = metadata;
  return { session, namespace, kind: forwardKind, name, ports };
}
