import type { Tree } from '../patch/yamlText.ts';
import type { Dice } from './dice.ts';
import { labelValue, scalar } from './scalars.ts';
import { configNames, type Pod, pod, podTemplate } from './workloads.ts';
import type { Entries, Known } from './world.ts';

/** An object as a tree, with what directives may say of it. */
export interface Made {
  readonly tree: Entries;
  readonly known: Known;
}

interface Body {
  readonly fields: Entries;
  readonly pod?: Pod;
  readonly scalars?: readonly string[];
}

interface Kind {
  readonly apiVersion: readonly string[];
  readonly kind: string;
  readonly names?: readonly string[];
  readonly isCluster?: boolean;
  readonly body: (dice: Dice, labels: Entries) => Body;
}

const workload =
  (extra: Entries = {}) =>
  (dice: Dice, labels: Entries): Body => {
    const template = podTemplate(dice, labels);
    const replicas = dice.chance(60) ? { replicas: dice.pick(['1', '2', '"3"', '0']) } : {};
    const selector = dice.chance(85) ? { selector: { matchLabels: labels } } : {};
    return { fields: { spec: { ...replicas, ...selector, ...template.spec, ...extra } }, pod: template };
  };

const bare = (fields: Entries) => (): Body => ({ fields });

const ports = (dice: Dice): Tree =>
  dice.some<Tree>(
    [
      { port: '80', targetPort: 'http' },
      { port: '443', name: '"on"' },
      { port: '80', protocol: 'UDP' },
    ],
    1,
    2,
  );

const subjects = (dice: Dice): Tree =>
  dice.some<Tree>(
    [
      { kind: 'ServiceAccount', name: 'robot', namespace: 'prod' },
      { kind: 'ServiceAccount', name: 'default', namespace: dice.pick(['system', 'prod']) },
      { kind: 'ServiceAccount', name: 'robot' },
      { kind: 'User', name: 'default', apiGroup: 'rbac.authorization.k8s.io' },
      { kind: 'Group', name: 'team' },
    ],
    1,
    2,
  );

const rbac = 'rbac.authorization.k8s.io';

/** The kinds of the samples; those that come first in a list are as likely as the others. */
const kinds: readonly Kind[] = [
  { apiVersion: ['apps/v1', 'apps/v1', 'apps/v1', 'apps/v1beta1'], kind: 'Deployment', body: workload() },
  {
    apiVersion: ['apps/v1'],
    kind: 'Deployment',
    names: ['app', 'api'],
    body: workload({ strategy: { type: 'Recreate' } }),
  },
  {
    apiVersion: ['apps/v1'],
    kind: 'StatefulSet',
    body: (dice, labels) =>
      workload({
        serviceName: 'web',
        volumeClaimTemplates: [
          { metadata: { name: 'data', labels }, spec: { accessModes: ['ReadWriteOnce'] } },
        ],
      })(dice, labels),
  },
  { apiVersion: ['apps/v1'], kind: 'DaemonSet', body: workload() },
  { apiVersion: ['apps/v1'], kind: 'ReplicaSet', body: workload() },
  { apiVersion: ['batch/v1'], kind: 'Job', body: workload({ backoffLimit: '1' }) },
  {
    apiVersion: ['batch/v1', 'batch/v1beta1'],
    kind: 'CronJob',
    body: (dice, labels) => {
      const template = podTemplate(dice, labels);
      return {
        fields: { spec: { schedule: '"0 0 * * *"', jobTemplate: { spec: template.spec } } },
        pod: template,
      };
    },
  },
  {
    apiVersion: ['v1'],
    kind: 'Pod',
    body: dice => {
      const made = pod(dice);
      return { fields: { spec: made.spec }, pod: made };
    },
  },
  {
    apiVersion: ['v1'],
    kind: 'Service',
    names: ['web', 'front'],
    body: (dice, labels) => ({
      fields: { spec: { ports: ports(dice), ...(dice.chance(85) ? { selector: labels } : {}) } },
      scalars: ['spec.ports.0.port'],
    }),
  },
  {
    apiVersion: ['v1'],
    kind: 'ConfigMap',
    names: configNames,
    body: dice => ({
      fields: {
        data: {
          a: scalar(dice),
          host: dice.pick(['example.com', 'a.b.c', '"10.0.0.1"']),
          'app.json': `'{"host":"old","port":1}'`,
          'app.yaml': '|\n  host: old\n  list: [1, 2]\n',
        },
      },
      scalars: ['data.host', 'data.a'],
    }),
  },
  {
    apiVersion: ['v1'],
    kind: 'Secret',
    names: ['keys'],
    body: dice => ({
      fields: dice.chance(50)
        ? { type: 'Opaque', data: { token: 'c2VjcmV0' } }
        : { stringData: { token: scalar(dice) } },
    }),
  },
  { apiVersion: ['v1'], kind: 'ServiceAccount', names: ['robot', 'default'], body: bare({}) },
  {
    apiVersion: [`${rbac}/v1`],
    kind: 'Role',
    body: bare({
      rules: [
        { apiGroups: ['""'], resources: ['secrets'], resourceNames: ['keys', 'settings'], verbs: ['get'] },
      ],
    }),
  },
  {
    apiVersion: [`${rbac}/v1`],
    kind: 'ClusterRole',
    isCluster: true,
    body: bare({
      rules: [{ apiGroups: ['"*"'], resources: ['configmaps'], resourceNames: ['settings'], verbs: ['"*"'] }],
    }),
  },
  {
    apiVersion: [`${rbac}/v1`],
    kind: 'RoleBinding',
    body: dice => ({
      fields: {
        subjects: subjects(dice),
        roleRef: { apiGroup: rbac, kind: dice.pick(['Role', 'ClusterRole']), name: 'web' },
      },
    }),
  },
  {
    apiVersion: [`${rbac}/v1`],
    kind: 'ClusterRoleBinding',
    isCluster: true,
    body: dice => ({
      fields: { subjects: subjects(dice), roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'web' } },
    }),
  },
  {
    apiVersion: ['networking.k8s.io/v1', 'networking.k8s.io/v1', 'extensions/v1beta1'],
    kind: 'Ingress',
    body: dice => ({
      fields: {
        spec: {
          rules: [
            {
              host: 'old.example.com',
              http: {
                paths: [
                  {
                    path: '/',
                    backend: {
                      service: { name: dice.pick(['web', 'front']), port: { number: '80' } },
                      serviceName: 'web',
                    },
                  },
                ],
              },
            },
          ],
          tls: [{ hosts: ['old.example.com'], secretName: 'keys' }],
        },
      },
      scalars: ['spec.rules.0.host'],
    }),
  },
  {
    apiVersion: ['autoscaling/v2', 'autoscaling/v1'],
    kind: 'HorizontalPodAutoscaler',
    body: dice => ({
      fields: {
        spec: {
          scaleTargetRef: {
            apiVersion: 'apps/v1',
            kind: dice.pick(['Deployment', 'StatefulSet']),
            name: 'web',
          },
          minReplicas: '1',
        },
      },
      scalars: ['spec.minReplicas'],
    }),
  },
  {
    apiVersion: ['v1'],
    kind: 'PersistentVolumeClaim',
    names: ['data'],
    body: bare({ spec: { volumeName: 'disk', storageClassName: 'fast' } }),
  },
  {
    apiVersion: ['v1'],
    kind: 'PersistentVolume',
    names: ['disk'],
    isCluster: true,
    body: bare({ spec: { storageClassName: 'fast', claimRef: { name: 'data', namespace: 'prod' } } }),
  },
  {
    apiVersion: ['storage.k8s.io/v1'],
    kind: 'StorageClass',
    names: ['fast'],
    isCluster: true,
    body: bare({ provisioner: 'none' }),
  },
  { apiVersion: ['v1'], kind: 'Namespace', names: ['prod', 'other'], isCluster: true, body: bare({}) },
  {
    apiVersion: ['apiextensions.k8s.io/v1'],
    kind: 'CustomResourceDefinition',
    names: ['widgets.example.com'],
    isCluster: true,
    body: bare({
      spec: {
        group: 'example.com',
        names: { kind: 'Widget' },
        scope: 'Namespaced',
        conversion: { webhook: { clientConfig: { service: { name: 'web', namespace: 'prod' } } } },
      },
    }),
  },
  {
    apiVersion: ['apiregistration.k8s.io/v1'],
    kind: 'APIService',
    names: ['v1.example.com'],
    isCluster: true,
    body: bare({ spec: { service: { name: 'web', namespace: 'prod' } } }),
  },
  {
    apiVersion: ['admissionregistration.k8s.io/v1'],
    kind: 'ValidatingWebhookConfiguration',
    isCluster: true,
    body: bare({
      webhooks: [{ name: 'a.example.com', clientConfig: { service: { name: 'web', namespace: 'prod' } } }],
    }),
  },
  {
    apiVersion: ['scheduling.k8s.io/v1'],
    kind: 'PriorityClass',
    isCluster: true,
    body: bare({ value: '1000000' }),
  },
  {
    apiVersion: ['networking.k8s.io/v1'],
    kind: 'NetworkPolicy',
    body: (_, labels) => ({
      fields: {
        spec: {
          podSelector: { matchLabels: labels },
          ingress: [{ from: [{ podSelector: { matchLabels: labels } }] }],
          egress: [{ to: [{ namespaceSelector: {} }] }],
        },
      },
    }),
  },
  {
    apiVersion: ['policy/v1', 'policy/v1beta1'],
    kind: 'PodDisruptionBudget',
    body: (_, labels) => ({
      fields: { spec: { minAvailable: '50%', selector: { matchLabels: labels } } },
      scalars: ['spec.minAvailable'],
    }),
  },
  {
    apiVersion: ['example.com/v1', 'example.com/v1', 'example.com/v2'],
    kind: 'Widget',
    names: ['gear', 'web'],
    body: dice => ({
      fields: {
        spec: {
          size: scalar(dice),
          configRef: { name: 'settings' },
          image: 'nginx:1.25',
          count: '2',
          selector: { app: 'one' },
          place: 'at-$(WHERE)',
          parts: [
            { name: 'a', size: '1' },
            { name: 'b', values: ['x', scalar(dice)] },
          ],
          nothing: dice.pick(['null', '{}', '[]', '']),
        },
      },
      scalars: ['spec.size', 'spec.parts.0.size', 'spec.image'],
    }),
  },
  {
    apiVersion: ['example.com/v1'],
    kind: 'Template',
    names: ['gear'],
    body: dice => {
      const made = pod(dice);
      return { fields: { spec: { template: { spec: made.spec } }, '"1"': scalar(dice) }, pod: made };
    },
  },
  {
    apiVersion: ['v1'],
    kind: 'Endpoints',
    names: ['web', 'front'],
    body: bare({ subsets: [{ ports: [{ port: '80' }] }] }),
  },
];

const commonNames = [
  'web',
  'app',
  'db',
  'web',
  'web',
  'app.v1',
  '"9"',
  "'true'",
  'Web_1',
  'on',
  '12',
  'a-very-long-name-that-goes-on',
];

/** An object of some kind; what it is like is left to the dice. */
export function object(dice: Dice): Made {
  const { apiVersion: versions, kind, names = commonNames, isCluster = false, body } = dice.pick(kinds);
  const apiVersion = dice.pick(versions);
  const name = dice.pick(names);
  const labels: Entries = { app: labelValue(dice), ...(dice.chance(30) ? { tier: labelValue(dice) } : {}) };
  const namespace = !isCluster && dice.chance(25) ? dice.pick(['prod', 'other', 'default', '""']) : undefined;
  const metadata: Record<string, Tree> = { name };
  if (namespace !== undefined) metadata['namespace'] = namespace;
  if (dice.chance(55)) metadata['labels'] = { ...labels, ...(dice.chance(8) ? { odd: scalar(dice) } : {}) };
  if (dice.chance(25)) metadata['annotations'] = annotations(dice);
  if (dice.chance(3)) metadata['creationTimestamp'] = 'null';
  const { fields, pod: made, scalars = [] } = body(dice, labels);
  const tree = { apiVersion, kind, metadata, ...fields, ...(dice.chance(4) ? { status: {} } : {}) };
  const hasLabels = metadata['labels'] !== undefined;
  return {
    tree,
    known: {
      apiVersion,
      kind,
      name,
      namespace,
      labels: hasLabels ? Object.keys(labels) : [],
      containers: made?.containers ?? [],
      images: made?.images ?? [],
      scalars: [...scalars, 'metadata.name', ...(hasLabels ? ['metadata.labels.app'] : [])],
    },
  };
}

function annotations(dice: Dice): Entries {
  if (dice.chance(6))
    return { 'config.kubernetes.io/local-config': dice.pick(['"true"', '"false"', 'true']) };
  if (dice.chance(4)) return { 'kustomize.config.k8s.io/needs-hash': '"true"', note: 'x' };
  if (dice.chance(4))
    return { 'kustomize.config.k8s.io/behavior': dice.pick(['merge', 'replace', 'create']) };
  if (dice.chance(4))
    return { 'internal.config.kubernetes.io/index': '"1"', 'config.kubernetes.io/path': 'a.yaml' };
  return { note: scalar(dice), ...(dice.chance(40) ? { 'example.com/owner': scalar(dice) } : {}) };
}
