import type { Resource } from '../../../kustomize/resource.ts';
import { get, type Scalar, textAt } from '../../../yaml/node.ts';
import {
  isTemplate,
  type Selector,
  selectorOfMap,
  selectorOfTerms,
  selects,
} from '../graph/labelSelector.ts';
import { isOtherWord, nearMiss } from '../graph/nearMiss.ts';
import { onceFor } from '../graph/nodes.ts';
import { type Graph, inOneNamespace, type OwnedPods } from '../graph.ts';

/** An object that finds pods by their labels, with those that it finds. */
export interface PodSelector {
  readonly owner: Resource;
  readonly selector: Selector;
  readonly pods: readonly OwnedPods[];
}

/** The one label by which a selector and pods miss one another. */
export interface NearMiss {
  readonly label: string;
  readonly value: Scalar;
  readonly has: string | undefined;
  readonly pods: OwnedPods;
}

/** The Services and PodDisruptionBudgets of a build. */
export const podSelectorsIn: (graph: Graph) => readonly PodSelector[] = onceFor((graph: Graph) =>
  graph.resources.flatMap(owner => {
    const selector = selectorOf(owner);
    if (selector === undefined) return [];
    return [{ owner, selector, pods: podsSelected(graph, owner, selector) }];
  }),
);

function selectorOf({ id, node }: Resource): Selector | undefined {
  const spec = get(node, 'spec');
  if (id.kind === 'Service' && id.group === '') {
    return textAt(spec, 'type') === 'ExternalName' ? undefined : selectorOfMap(get(spec, 'selector'));
  }
  return id.kind === 'PodDisruptionBudget' ? selectorOfTerms(get(spec, 'selector')) : undefined;
}

/** The pods of the build in the object's namespace that the selector fits. */
export function podsSelected(graph: Graph, owner: Resource, selector: Selector): readonly OwnedPods[] {
  return graph.pods.filter(
    pods => inOneNamespace(pods.owner.id.namespace, owner.id.namespace) && selects(selector, pods.labels),
  );
}

/** Groups whose objects never become pods. */
const inert =
  /^(?:[a-z]*|.*\.k8s\.io|cert-manager\.io|.*istio\.io|monitoring\.coreos\.com|external-secrets\.io|bitnami\.com|kyverno\.io|.*gatekeeper\.sh|traefik\.io|route\.openshift\.io|security\.openshift\.io|console\.openshift\.io|argoproj\.io|.*\.fluxcd\.io|keda\.sh)$/;
/** Kinds of those groups that do. */
const making: ReadonlySet<string> = new Set([
  'Prometheus',
  'Alertmanager',
  'ThanosRuler',
  'Gateway',
  'IstioOperator',
  // What these deploy is not to be seen here.
  'Application',
  'ApplicationSet',
  'HelmRelease',
  'Kustomization',
  'CronWorkflow',
  'EventBus',
  'EventSource',
  'Rollout',
  'ScaledJob',
  'Sensor',
  'Workflow',
  'WorkflowTemplate',
]);

/** Labels that pods get as they run. */
const givenLater = /role|leader|primary|master|pod-name|pod-index|revision/i;

/** Whether an object in that namespace may make pods that we do not see. */
export function mayHaveOtherPods(graph: Graph, namespace: string): boolean {
  return graph.custom.some(
    ({ id }) => (!inert.test(id.group) || making.has(id.kind)) && inOneNamespace(id.namespace, namespace),
  );
}

/**
 * Pods that a selector misses by one label: a value with a slip in it, or, where other labels fit, one that is another
 * or missing. Pods that another Service finds are not looked for in vain, and where an operator may make pods only a slip
 * that makes no other word is one.
 */
export function nearMissOf(graph: Graph, { owner, selector }: PodSelector): NearMiss | undefined {
  if (selector.expressions.length > 0) return undefined;
  const { labels } = selector;
  const hasOthers = mayHaveOtherPods(graph, owner.id.namespace);
  for (const pods of graph.pods) {
    if (!inOneNamespace(pods.owner.id.namespace, owner.id.namespace)) continue;
    const wrong = [...labels].filter(([key, value]) => pods.labels.get(key) !== value.text);
    const [miss] = wrong;
    if (miss === undefined || wrong.length > 1) continue;
    const [label, value] = miss;
    const has = pods.labels.get(label);
    if (isTemplate(value.text) || isTemplate(has)) continue;
    if (has === undefined && givenLater.test(label)) continue;
    const found = isFound(graph, pods, owner.id.kind);
    const isNear = has !== undefined && nearMiss(value.text, [has]) !== undefined;
    // `web-b` is no slip for `web-a` where the pods of that have a Service.
    const isSlip = isNear && !((found || hasOthers) && isOtherWord(value.text, has));
    if (isSlip || (labels.size > 1 && !found && !hasOthers)) return { label, value, has, pods };
  }
  return undefined;
}

function isFound(graph: Graph, pods: OwnedPods, kind: string): boolean {
  return podSelectorsIn(graph).some(other => other.owner.id.kind === kind && other.pods.includes(pods));
}
