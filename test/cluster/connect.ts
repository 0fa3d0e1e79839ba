import { type Connection, type ConnectionOptions, openConnection } from '../../src/cluster/connection.ts';
import type { KubeContext } from '../../src/cluster/kubeconfig/kubeconfig.ts';
import { loadKubeconfig } from '../../src/cluster/kubeconfig/loadKubeconfig.ts';
import type { ControlPlane } from './controlPlane.ts';
import type { User } from './credentials.ts';

/** The context of a user of the control plane, as the product reads it. */
export async function contextOf(controlPlane: ControlPlane, user: User = 'admin'): Promise<KubeContext> {
  const kubeconfig = await loadKubeconfig({ KUBECONFIG: controlPlane.kubeconfigs[user] });
  const [context] = kubeconfig.contexts;
  if (context === undefined) throw new Error(`No context for ${user}`);
  return context;
}

/** A connection as that user; the caller closes it. */
export async function connect(
  controlPlane: ControlPlane,
  user: User = 'admin',
  options: ConnectionOptions = {},
): Promise<Connection> {
  return openConnection(await contextOf(controlPlane, user), options);
}

/** The same cluster reached over another address, such as a proxy of a test. */
export function throughServer(context: KubeContext, server: string): KubeContext {
  return { ...context, cluster: { ...context.cluster, server, tlsServerName: 'kubernetes.default.svc' } };
}
