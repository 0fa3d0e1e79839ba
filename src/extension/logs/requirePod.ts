import type { PodSummary } from '../../cluster/kinds/pod.ts';
import type { Summary } from '../../cluster/kinds/summary.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import { containerRow, objectRow } from '../clusters/rowArguments.ts';
import { requireTarget } from '../requireTarget.ts';
import type { Services } from '../services.ts';
import { pickLoggablePod } from './pickLoggablePod.ts';

/** Whose log is wanted. */
export interface LogOwner {
  readonly session: ClusterSession;
  readonly pod: PodSummary;
  /** Where its row was chosen. */
  readonly container: string | undefined;
}

/**
 * A pod or a container of the tree, or a pod that the user picks in the active namespace. Rejects with a
 * CancellationError.
 */
export async function requirePod(
  services: Pick<Services, 'kubeconfigs' | 'active' | 'sessions'>,
  argument: unknown,
): Promise<LogOwner> {
  const inPod = containerRow(argument);
  const row = inPod?.pod ?? objectRow(argument);
  const pod = row?.object;
  if (row !== undefined && pod !== undefined && isPodSummary(pod)) {
    return { session: await row.scope.open(), pod, container: inPod?.container };
  }
  const { kubeContext, namespace } = await requireTarget(services);
  const open = () => services.sessions.open(kubeContext);
  return { session: await open(), pod: await pickLoggablePod(open, namespace), container: undefined };
}

/** Not `isPod` of the kind's own file, which would load the cluster room. */
function isPodSummary(object: Summary): object is PodSummary {
  return 'containers' in object;
}
