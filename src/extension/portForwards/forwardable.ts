import type { DeclaredPort } from '../../cluster/kinds/declaredPorts.ts';
import type { ListedKind, Summary } from '../../cluster/kinds/summary.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import { type ForwardSpec, titleOf } from './heldForward.ts';

/** Something whose ports can be led to this machine. */
export interface Forwardable {
  readonly session: ClusterSession;
  readonly namespace: string;
  /** As kubectl's users write it; with the group where it has one that is not Kubernetes' own. */
  readonly kind: string;
  readonly name: string;
  readonly ports: readonly DeclaredPort[];
}

/** An object of the tree or of a list as a forwardable one; `undefined` for what has no namespace, and so no pods. */
export function forwardableOf(
  session: ClusterSession,
  { kind, id, namespaced }: ListedKind,
  { metadata, ports }: Summary,
): Forwardable | undefined {
  if (!namespaced) return undefined;
  const { name, namespace } = metadata;
  const isKnown = ['', 'apps', 'batch'].includes(id.group);
  const word = isKnown ? kind.toLowerCase() : `${id.resource}.${id.group}`;
  return { session, namespace, kind: word, name, ports };
}

/** What leads a local port to one of it. */
export function forwardSpec(
  { session, namespace, kind, name }: Forwardable,
  port: string,
  localPort: number,
): ForwardSpec {
  const target = { namespace, kind, name };
  return {
    declared: undefined,
    folder: undefined,
    ports: [{ remote: port, local: localPort }],
    addresses: undefined,
    place: async () => ({ session, target }),
    title: titleOf(target),
  };
}
