/** A version that the API server serves no more, with the release that removed it and what to write instead. */
export interface RemovedVersion {
  /** The release since which it is deprecated, and what takes its place is served. */
  readonly deprecatedIn: string;
  readonly removedIn: string;
  readonly use?: string;
}

/** From the project's deprecation guide: kinds by the releases that deprecated and dropped them. */
const table: readonly (readonly [
  deprecatedIn: string,
  removedIn: string,
  apiVersion: string,
  use: string,
  kinds: string,
])[] = [
  ['1.9', '1.16', 'extensions/v1beta1', 'apps/v1', 'DaemonSet Deployment ReplicaSet'],
  ['1.9', '1.16', 'extensions/v1beta1', 'networking.k8s.io/v1', 'NetworkPolicy'],
  ['1.11', '1.16', 'extensions/v1beta1', '', 'PodSecurityPolicy'],
  ['1.9', '1.16', 'apps/v1beta1', 'apps/v1', 'Deployment StatefulSet ControllerRevision'],
  [
    '1.9',
    '1.16',
    'apps/v1beta2',
    'apps/v1',
    'DaemonSet Deployment StatefulSet ReplicaSet ControllerRevision',
  ],
  ['1.19', '1.22', 'extensions/v1beta1', 'networking.k8s.io/v1', 'Ingress'],
  ['1.19', '1.22', 'networking.k8s.io/v1beta1', 'networking.k8s.io/v1', 'Ingress IngressClass'],
  [
    '1.16',
    '1.22',
    'admissionregistration.k8s.io/v1beta1',
    'admissionregistration.k8s.io/v1',
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
  ],
  ['1.16', '1.22', 'apiextensions.k8s.io/v1beta1', 'apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ['1.19', '1.22', 'apiregistration.k8s.io/v1beta1', 'apiregistration.k8s.io/v1', 'APIService'],
  ['1.19', '1.22', 'certificates.k8s.io/v1beta1', 'certificates.k8s.io/v1', 'CertificateSigningRequest'],
  ['1.19', '1.22', 'coordination.k8s.io/v1beta1', 'coordination.k8s.io/v1', 'Lease'],
  [
    '1.17',
    '1.22',
    'rbac.authorization.k8s.io/v1beta1',
    'rbac.authorization.k8s.io/v1',
    'ClusterRole ClusterRoleBinding Role RoleBinding',
  ],
  ['1.14', '1.22', 'scheduling.k8s.io/v1beta1', 'scheduling.k8s.io/v1', 'PriorityClass'],
  [
    '1.19',
    '1.22',
    'storage.k8s.io/v1beta1',
    'storage.k8s.io/v1',
    'CSIDriver CSINode StorageClass VolumeAttachment',
  ],
  ['1.21', '1.25', 'batch/v1beta1', 'batch/v1', 'CronJob'],
  ['1.21', '1.25', 'discovery.k8s.io/v1beta1', 'discovery.k8s.io/v1', 'EndpointSlice'],
  ['1.19', '1.25', 'events.k8s.io/v1beta1', 'events.k8s.io/v1', 'Event'],
  ['1.23', '1.25', 'autoscaling/v2beta1', 'autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['1.23', '1.26', 'autoscaling/v2beta2', 'autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['1.21', '1.25', 'policy/v1beta1', 'policy/v1', 'PodDisruptionBudget'],
  ['1.21', '1.25', 'policy/v1beta1', '', 'PodSecurityPolicy'],
  ['1.20', '1.25', 'node.k8s.io/v1beta1', 'node.k8s.io/v1', 'RuntimeClass'],
  ['1.24', '1.27', 'storage.k8s.io/v1beta1', 'storage.k8s.io/v1', 'CSIStorageCapacity'],
  [
    '1.23',
    '1.26',
    'flowcontrol.apiserver.k8s.io/v1beta1',
    'flowcontrol.apiserver.k8s.io/v1',
    'FlowSchema PriorityLevelConfiguration',
  ],
  [
    '1.26',
    '1.29',
    'flowcontrol.apiserver.k8s.io/v1beta2',
    'flowcontrol.apiserver.k8s.io/v1',
    'FlowSchema PriorityLevelConfiguration',
  ],
  [
    '1.29',
    '1.32',
    'flowcontrol.apiserver.k8s.io/v1beta3',
    'flowcontrol.apiserver.k8s.io/v1',
    'FlowSchema PriorityLevelConfiguration',
  ],
];

const removed = new Map<string, RemovedVersion>(
  table.flatMap(([deprecatedIn, removedIn, apiVersion, use, kinds]) =>
    kinds
      .split(' ')
      .map(
        kind =>
          [
            `${apiVersion} ${kind}`,
            use === '' ? { deprecatedIn, removedIn } : { deprecatedIn, removedIn, use },
          ] as const,
      ),
  ),
);

/** When a built-in kind was removed under a version; `undefined` where it was not. */
export function removedVersion(apiVersion: string, kind: string): RemovedVersion | undefined {
  return removed.get(`${apiVersion} ${kind}`);
}
