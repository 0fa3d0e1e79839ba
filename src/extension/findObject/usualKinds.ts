import type { ApiResource } from '../../cluster/resource.ts';

/** What is searched where no kind was named, in the order in which equally good rows come. Every cluster has them. */
export const usualKinds: readonly ApiResource[] = [
  usual('apps', 'v1', 'deployments', 'Deployment', ['deploy']),
  usual('apps', 'v1', 'statefulsets', 'StatefulSet', ['sts']),
  usual('apps', 'v1', 'daemonsets', 'DaemonSet', ['ds']),
  usual('batch', 'v1', 'cronjobs', 'CronJob', ['cj']),
  usual('batch', 'v1', 'jobs', 'Job', []),
  usual('', 'v1', 'services', 'Service', ['svc']),
  usual('networking.k8s.io', 'v1', 'ingresses', 'Ingress', ['ing']),
  usual('', 'v1', 'pods', 'Pod', ['po']),
  usual('', 'v1', 'configmaps', 'ConfigMap', ['cm']),
  usual('', 'v1', 'secrets', 'Secret', []),
  usual('', 'v1', 'persistentvolumeclaims', 'PersistentVolumeClaim', ['pvc']),
  usual('', 'v1', 'namespaces', 'Namespace', ['ns'], false),
  usual('', 'v1', 'nodes', 'Node', ['no'], false),
];

function usual(
  group: string,
  version: string,
  resource: string,
  kind: string,
  shortNames: readonly string[],
  namespaced = true,
): ApiResource {
  return { group, version, resource, kind, namespaced, verbs: ['list', 'watch'], shortNames, categories: [] };
}
