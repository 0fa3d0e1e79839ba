import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KubeContext } from './kubeconfig.ts';

/** Where a pod finds its service account; the kubelet's place where absent. */
export interface InClusterOptions {
  readonly serviceAccountFolder?: string;
}

const kubeletFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The API server of the pod that this runs in, as its service account; `undefined` outside of pods. Its token file is
 * read again and again, for the kubelet rotates it.
 */
export async function inClusterContext(
  environment: NodeJS.ProcessEnv,
  others: readonly Pick<KubeContext, 'name'>[],
  { serviceAccountFolder = kubeletFolder }: InClusterOptions,
): Promise<KubeContext | undefined> {
  const host = environment['KUBERNETES_SERVICE_HOST'] ?? '';
  const port = environment['KUBERNETES_SERVICE_PORT'] ?? '';
  if (host === '' || port === '') return undefined;
  const tokenFile = join(serviceAccountFolder, 'token');
  const hasToken = await access(tokenFile).then(
    () => true,
    () => false,
  );
  if (!hasToken) return undefined;
  const namespace = await readFile(join(serviceAccountFolder, 'namespace'), 'utf8').catch(() => '');
  const { anonymous } = await import('./mergeContexts.ts');
  const names = new Set(others.map(({ name }) => name));
  const name = names.has('in-cluster') ? 'in-cluster (pod)' : 'in-cluster';
  return {
    name,
    namespace: namespace.trim() || 'default',
    cluster: {
      name,
      server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
      serverLogin: undefined,
      caData: undefined,
      caFile: join(serviceAccountFolder, 'ca.crt'),
      skipTlsVerify: false,
      tlsServerName: undefined,
      proxyUrl: undefined,
      execConfig: undefined,
    },
    user: { ...anonymous, name: 'service account', tokenFile },
    file: tokenFile,
    notes: [],
  };
}
