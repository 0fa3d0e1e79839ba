import type { Resource } from '../../../kustomize/resource.ts';
import { get, getIn, type Mapping, type Scalar, type YamlNode } from '../../../yaml/node.ts';
import { filledAt, mappingsAt, onceFor, textsOf } from './nodes.ts';

/** The pods that an object makes. */
export interface PodTemplate {
  readonly spec: Mapping;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  /** Whether Kubernetes itself makes the pods, so that nothing else takes part in them. */
  readonly builtin: boolean;
}

const groups: ReadonlySet<string> = new Set(['', 'apps', 'batch']);
const places: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  PodTemplate: ['template'],
  ReplicationController: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};
/** Templates lie no deeper in the objects of operators. */
const deepest = 8;

const templatesOfNode = onceFor((node: Mapping): readonly PodTemplate[] => {
  const found: PodTemplate[] = [];
  collect(node, 0, found);
  return found;
});
const templateOfNode = onceFor((node: Mapping) => templateOf(node, true));

/** The pod templates in an object: of Kubernetes' own kinds, and whatever looks like one in an object of an operator. */
export function podsOf({ id, node }: Pick<Resource, 'id' | 'node'>): readonly PodTemplate[] {
  if (id.kind === 'CustomResourceDefinition') return [];
  const place = groups.has(id.group) ? places[id.kind] : undefined;
  if (place === undefined) return groups.has(id.group) ? [] : templatesOfNode(node);
  const holder = getIn(node, place);
  const template = holder?.kind === 'mapping' ? templateOfNode(holder) : undefined;
  return template === undefined ? [] : [template];
}

function collect(node: YamlNode, depth: number, found: PodTemplate[]): void {
  if (depth > deepest || node.kind === 'scalar') return;
  if (node.kind === 'mapping') {
    const template = templateOf(node, false);
    if (template !== undefined) {
      found.push(template);
      return;
    }
  }
  for (const child of node.kind === 'mapping' ? node.values : node.items) collect(child, depth + 1, found);
}

function templateOf(holder: Mapping, builtin: boolean): PodTemplate | undefined {
  const spec = get(holder, 'spec');
  if (spec?.kind !== 'mapping' || get(spec, 'containers')?.kind !== 'sequence') return undefined;
  const metadata = get(holder, 'metadata');
  const labels = textsOf(get(metadata, 'labels'));
  return { spec, labels, annotations: textsOf(get(metadata, 'annotations')), builtin };
}

const lists = ['containers', 'initContainers', 'ephemeralContainers'] as const;

/** All containers of a pod, those that run before the others and those for debugging included. */
export const containersOf = onceFor((spec: Mapping): readonly Mapping[] =>
  lists.flatMap(list => mappingsAt(spec, list)),
);

/** The names of the ports that a container declares. */
export function portNamesOf(container: Mapping): readonly Scalar[] {
  return mappingsAt(container, 'ports').flatMap(port => filledAt(port, 'name') ?? []);
}

/** Whether the pods ask something in the cluster to add containers, images and volumes of its own. */
export function isInjected({ annotations, labels }: PodTemplate): boolean {
  return [...annotations, ...labels].some(
    ([key, value]) => /inject/.test(key) && !/^(?:false|disabled|no)$/.test(value),
  );
}
