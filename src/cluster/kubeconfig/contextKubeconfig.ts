import type { KubeContext } from './kubeconfig.ts';

/**
 * A kubeconfig that makes a context current, with a namespace, and holds nothing else: put in front of the user's own
 * files in KUBECONFIG it wins, for kubectl takes each entry from the first file that has it. Its cluster and user are
 * named only, so no credential is copied.
 */
export function contextKubeconfig({ name, cluster, user }: KubeContext, namespace: string): string {
  const context = { cluster: cluster.name, ...(user.name === '' ? {} : { user: user.name }), namespace };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    contexts: [{ name, context }],
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
