import type { Gvk } from '../resource.ts';
import { type FieldSpec, fieldPath } from '../transform/fieldSpec.ts';

function made(path: string, gvk: Partial<Gvk> = {}): FieldSpec {
  return { ...gvk, path: fieldPath(path), create: true };
}

function present(path: string, gvk: Partial<Gvk> = {}): FieldSpec {
  return { ...gvk, path: fieldPath(path), create: false };
}

/** Labels of objects and of the pod templates and claim templates in them. */
const metadataLabels: readonly FieldSpec[] = [
  made('metadata/labels'),
  made('spec/template/metadata/labels', { version: 'v1', kind: 'ReplicationController' }),
  ...['Deployment', 'ReplicaSet', 'DaemonSet'].map(kind => made('spec/template/metadata/labels', { kind })),
  made('spec/template/metadata/labels', { group: 'apps', kind: 'StatefulSet' }),
  made('spec/volumeClaimTemplates[]/metadata/labels', { group: 'apps', kind: 'StatefulSet' }),
  made('spec/template/metadata/labels', { group: 'batch', kind: 'Job' }),
  made('spec/jobTemplate/metadata/labels', { group: 'batch', kind: 'CronJob' }),
  made('spec/jobTemplate/spec/template/metadata/labels', { group: 'batch', kind: 'CronJob' }),
];

/** Selectors in the pod template of a Deployment or StatefulSet. */
function podSelectors(kind: string): readonly FieldSpec[] {
  const gvk = { group: 'apps', kind };
  const affinity = ['podAffinity', 'podAntiAffinity'].flatMap(rule => [
    `affinity/${rule}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`,
    `affinity/${rule}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`,
  ]);
  return [...affinity, 'topologySpreadConstraints/labelSelector/matchLabels'].map(path =>
    present(`spec/template/spec/${path}`, gvk),
  );
}

const selectors: readonly FieldSpec[] = [
  made('spec/selector', { version: 'v1', kind: 'Service' }),
  made('spec/selector', { version: 'v1', kind: 'ReplicationController' }),
  made('spec/selector/matchLabels', { kind: 'Deployment' }),
  ...podSelectors('Deployment'),
  made('spec/selector/matchLabels', { kind: 'ReplicaSet' }),
  made('spec/selector/matchLabels', { kind: 'DaemonSet' }),
  made('spec/selector/matchLabels', { group: 'apps', kind: 'StatefulSet' }),
  ...podSelectors('StatefulSet'),
  present('spec/selector/matchLabels', { group: 'batch', kind: 'Job' }),
  present('spec/jobTemplate/spec/selector/matchLabels', { group: 'batch', kind: 'CronJob' }),
  present('spec/selector/matchLabels', { group: 'policy', kind: 'PodDisruptionBudget' }),
  ...['spec/podSelector', 'spec/ingress/from/podSelector', 'spec/egress/to/podSelector'].map(path =>
    present(`${path}/matchLabels`, { group: 'networking.k8s.io', kind: 'NetworkPolicy' }),
  ),
];

const templateAnnotations = 'spec/template/metadata/annotations';
const podSpecs = ['spec', 'spec/template/spec'];

/** Where each transformer writes unless a kustomization configures more (builtin plugin constants, v5.8.1). */
export const defaultFieldSpecs = {
  namePrefix: [present('metadata/name')],
  nameSuffix: [present('metadata/name')],
  namespace: [
    made('metadata/name', { kind: 'Namespace' }),
    made('spec/service/namespace', { group: 'apiregistration.k8s.io', kind: 'APIService' }),
    present('spec/conversion/webhook/clientConfig/service/namespace', {
      group: 'apiextensions.k8s.io',
      kind: 'CustomResourceDefinition',
    }),
  ],
  commonLabels: [...selectors, ...metadataLabels],
  labels: [],
  templateLabels: metadataLabels,
  commonAnnotations: [
    made('metadata/annotations'),
    made(templateAnnotations, { version: 'v1', kind: 'ReplicationController' }),
    ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'].map(kind =>
      made(templateAnnotations, { kind }),
    ),
    made(templateAnnotations, { group: 'batch', kind: 'Job' }),
    made('spec/jobTemplate/metadata/annotations', { group: 'batch', kind: 'CronJob' }),
    made(`spec/jobTemplate/${templateAnnotations}`, { group: 'batch', kind: 'CronJob' }),
  ],
  images: podSpecs.flatMap(base =>
    ['containers[]/image', 'initContainers[]/image', 'volumes[]/image/reference'].map(path =>
      made(`${base}/${path}`),
    ),
  ),
  replicas: ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map(kind =>
    made('spec/replicas', { kind }),
  ),
} satisfies Record<string, readonly FieldSpec[]>;
