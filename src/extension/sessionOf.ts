import type { ClusterSession } from './clusterSessions.ts';
import type { Services } from './services.ts';
import { UserError } from './userError.ts';

/** The session of a context by its name; throws a UserError where the kubeconfigs no longer have it. */
export async function sessionOf(
  context: string,
  { kubeconfigs, sessions, textOf }: Pick<Services, 'kubeconfigs' | 'sessions' | 'textOf'>,
): Promise<ClusterSession> {
  const { contexts } = await kubeconfigs.load();
  const found = contexts.find(({ name }) => name === context);
  if (found !== undefined) return sessions.open(found);
  throw new UserError(textOf({ code: 'kubeconfig.unknown-context', params: { context } }));
}
