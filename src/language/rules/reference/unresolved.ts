import type { Resource } from '../../../kustomize/resource.ts';
import { isOtherWord } from '../graph/nearMiss.ts';
import { onceFor } from '../graph/nodes.ts';
import type { Reference } from '../graph/references.ts';
import type { Graph } from '../graph.ts';

/** A reference to which no object of the build answers. */
export interface Unresolved {
  readonly reference: Reference;
  /** The object that had the name until it got another. */
  readonly renamed: Resource | undefined;
  /** A name that was probably meant. */
  readonly nearest: string | undefined;
}

/** What each cluster has by itself. */
const wellKnown: Readonly<Record<string, RegExp>> = {
  ServiceAccount: /^(?:default|builder|deployer)$/,
  ConfigMap: /^(?:istio-ca-root-cert|kube-root-ca\.crt|openshift-service-ca\.crt)$/,
  ClusterRole: /^(?:admin|edit|view|cluster-admin|system:.*)$/,
  Role: /^(?:system:.*|extension-apiserver-authentication-reader)$/,
  Service: /^kubernetes$/,
};
/** Subjects that are no objects. */
const notObjects: ReadonlySet<string> = new Set(['User', 'Group', '*']);

/** The references of a build that lead nowhere; those that something outside of our sight may answer are left out. */
export const unresolvedIn: (graph: Graph) => readonly Unresolved[] = onceFor((graph: Graph) => {
  const namespaces = new Set(graph.resources.map(({ id }) => id.namespace));
  return graph.references.flatMap((reference): readonly Unresolved[] => {
    const { kind, name, namespace, optional } = reference;
    if (graph.find(kind, name.text, namespace) !== undefined) return [];
    if (optional || notObjects.has(kind) || wellKnown[kind]?.test(name.text)) return [];
    // Another namespace is another team's.
    if (!namespaces.has(namespace) && !namespaces.has('')) return [];
    if (!isName(name.text) || isClaimOfSet(graph, reference)) return [];
    const renamed = graph.renamed(kind, name.text, namespace);
    if (renamed !== undefined) return [{ reference, renamed, nearest: undefined }];
    if (graph.isSpokenOf(name.text)) return [];
    return [{ reference, renamed, nearest: meant(graph, reference) }];
  });
});

/** What was probably meant: something that nobody else names, or whose name has a letter more or less. */
function meant(graph: Graph, { kind, name, namespace }: Reference): string | undefined {
  const nearest = graph.nearest(kind, name.text, namespace);
  if (nearest === undefined || !isOtherWord(name.text, nearest)) return nearest;
  const owner = graph.find(kind, nearest, namespace) ?? graph.renamed(kind, nearest, namespace);
  const isNamed = graph.references.some(
    other => other.kind === kind && (other.name.text === nearest || other.name.text === owner?.id.name),
  );
  return isNamed ? undefined : nearest;
}

/** Not a place for a template or a `$(VAR)` to fill in. */
function isName(text: string): boolean {
  return /^[a-z0-9](?:[-a-z0-9.:]*[a-z0-9])?$/.test(text);
}

/** A StatefulSet makes its claims as `claim-set-0`. */
function isClaimOfSet(graph: Graph, { kind, name }: Reference): boolean {
  if (kind !== 'PersistentVolumeClaim') return false;
  return graph.pods.some(
    ({ owner }) => owner.id.kind === 'StatefulSet' && name.text.includes(`-${owner.id.name}-`),
  );
}
