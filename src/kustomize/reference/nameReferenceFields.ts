import type { Gvk } from '../resource.ts';
import { type FieldSpec, fieldPath } from '../transform/fieldSpec.ts';

/** The fields that hold names of resources of one kind. */
export interface NameReferences {
  readonly target: Partial<Gvk>;
  readonly referrers: readonly FieldSpec[];
}

const rbac = 'rbac.authorization.k8s.io';
const admission = 'admissionregistration.k8s.io';

function spec(kind: string, path: string, gvk: Partial<Gvk> = {}): FieldSpec {
  return { kind, path: fieldPath(path), create: false, ...gvk };
}

/** Where each kind keeps its pod spec; the first two lack references that only the others have. */
const podSpecs: readonly (readonly [kind: string, path: string])[] = [
  ['PodTemplate', 'template/spec'],
  ['ReplicaSet', 'spec/template/spec'],
  ['Pod', 'spec'],
  ['Deployment', 'spec/template/spec'],
  ['DaemonSet', 'spec/template/spec'],
  ['StatefulSet', 'spec/template/spec'],
  ['Job', 'spec/template/spec'],
  ['CronJob', 'spec/jobTemplate/spec/template/spec'],
];
const runningPodSpecs = [...podSpecs.slice(2), ['ReplicationController', 'spec/template/spec'] as const];

function inPodSpecs(kinds: readonly (readonly [string, string])[], paths: readonly string[]): FieldSpec[] {
  return kinds.flatMap(([kind, base]) => paths.map(path => spec(kind, `${base}/${path}`)));
}

/** Environment of init containers and containers alike. */
function inContainers(...paths: readonly string[]): string[] {
  return paths.flatMap(path => [`containers/${path}`, `initContainers/${path}`]);
}

/**
 * Kustomize's built-in name reference configuration (`nameReference` in its builtin plugin constants, v5.8.1),
 * targets in the order in which it applies them. Its entry for IngressClass names a group that no
 * object has and so never applies; it is left out.
 */
export const nameReferences: readonly NameReferences[] = [
  {
    target: { kind: 'ServiceAccount', version: 'v1' },
    referrers: [
      spec('RoleBinding', 'subjects', { group: rbac }),
      spec('ClusterRoleBinding', 'subjects', { group: rbac }),
      ...inPodSpecs(runningPodSpecs, ['serviceAccountName']),
    ],
  },
  {
    target: { kind: 'Role', group: rbac },
    referrers: [spec('RoleBinding', 'roleRef/name', { group: rbac })],
  },
  {
    target: { kind: 'ClusterRole', group: rbac },
    referrers: [
      spec('RoleBinding', 'roleRef/name', { group: rbac }),
      spec('ClusterRoleBinding', 'roleRef/name', { group: rbac }),
    ],
  },
  {
    target: { kind: 'ConfigMap', version: 'v1' },
    referrers: [
      ...inPodSpecs(podSpecs, [
        'volumes/configMap/name',
        ...inContainers('env/valueFrom/configMapKeyRef/name', 'envFrom/configMapRef/name'),
        'volumes/projected/sources/configMap/name',
      ]),
      spec('Node', 'spec/configSource/configMap'),
      spec('Role', 'rules/resourceNames'),
      spec('ClusterRole', 'rules/resourceNames'),
      spec('Ingress', 'metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap'),
    ],
  },
  {
    target: { kind: 'Secret', version: 'v1' },
    referrers: [
      ...inPodSpecs(podSpecs, [
        'volumes/secret/secretName',
        ...inContainers('env/valueFrom/secretKeyRef/name', 'envFrom/secretRef/name'),
        'imagePullSecrets/name',
        'volumes/projected/sources/secret/name',
      ]),
      spec('Ingress', 'spec/tls/secretName'),
      spec('Ingress', 'metadata/annotations/ingress.kubernetes.io\\/auth-secret'),
      spec('Ingress', 'metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret'),
      spec('Ingress', 'metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret'),
      spec('ServiceAccount', 'imagePullSecrets/name'),
      ...['secretName', 'adminSecretName', 'userSecretName', 'secretRef'].map(key =>
        spec('StorageClass', `parameters/${key}`),
      ),
      spec('Role', 'rules/resourceNames'),
      spec('ClusterRole', 'rules/resourceNames'),
      spec('Service', 'spec/template/spec/containers/env/valueFrom/secretKeyRef/name', {
        group: 'serving.knative.dev',
        version: 'v1',
      }),
      spec('PersistentVolume', 'spec/azureFile/secretName'),
    ],
  },
  {
    target: { kind: 'Service', version: 'v1' },
    referrers: [
      spec('StatefulSet', 'spec/serviceName', { group: 'apps' }),
      spec('Ingress', 'spec/rules/http/paths/backend/serviceName'),
      spec('Ingress', 'spec/backend/serviceName'),
      spec('Ingress', 'spec/rules/http/paths/backend/service/name'),
      spec('Ingress', 'spec/defaultBackend/service/name'),
      spec('APIService', 'spec/service/name', { group: 'apiregistration.k8s.io' }),
      spec('ValidatingWebhookConfiguration', 'webhooks/clientConfig/service', { group: admission }),
      spec('MutatingWebhookConfiguration', 'webhooks/clientConfig/service', { group: admission }),
    ],
  },
  {
    target: { kind: 'PriorityClass', version: 'v1', group: 'scheduling.k8s.io' },
    referrers: inPodSpecs(runningPodSpecs, ['priorityClassName']),
  },
  {
    target: { kind: 'PersistentVolume', version: 'v1' },
    referrers: [spec('PersistentVolumeClaim', 'spec/volumeName'), spec('ClusterRole', 'rules/resourceNames')],
  },
  {
    target: { kind: 'PersistentVolumeClaim', version: 'v1' },
    referrers: inPodSpecs(runningPodSpecs, ['volumes/persistentVolumeClaim/claimName']),
  },
  ...['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'].map(kind => ({
    target: { kind },
    referrers: [spec('HorizontalPodAutoscaler', 'spec/scaleTargetRef/name')],
  })),
  {
    target: { kind: 'ValidatingAdmissionPolicy', group: admission },
    referrers: [spec('ValidatingAdmissionPolicyBinding', 'spec/policyName', { group: admission })],
  },
  {
    target: { kind: 'StorageClass', version: 'v1', group: 'storage.k8s.io' },
    referrers: [
      spec('PersistentVolume', 'spec/storageClassName'),
      spec('PersistentVolumeClaim', 'spec/storageClassName'),
      spec('StatefulSet', 'spec/volumeClaimTemplates/spec/storageClassName'),
    ],
  },
];
