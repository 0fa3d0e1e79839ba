import type { PodSummary } from '../../cluster/kinds/pod.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import { objectRow } from '../clusters/rowArguments.ts';
import { requireTarget } from '../requireTarget.ts';
import type { Services } from '../services.ts';
import { pickLoggablePod } from './pickLoggablePod.ts';

/** A pod of the tree, or one that the user picks in the active namespace. Rejects with a CancellationError. */
export async function requirePod(
  services: Pick<Services, 'kubeconfigs' | 'active' | 'sessions'>,
  argument: unknown,
): Promise<{ readonly session: ClusterSession; readonly pod: PodSummary }> {
  const row = objectRow(argument);
  if (row !== undefined && 'containers' in row.object) {
    return { session: await row.scope.open(), pod: row.object as PodSummary };
  }
  const { kubeContext, namespace } = await requireTarget(services);
  const open = () => services.sessions.open(kubeContext);
  return { session: await open(), pod: await pickLoggablePod(open, namespace) };
}
