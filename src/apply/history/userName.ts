import type { Connection } from '../../cluster/connection.ts';
import { ClusterFailure } from '../../cluster/failure.ts';
import { recordAt, textOf } from '../../cluster/json.ts';

/**
 * Who we are to the server, as its audit log has it; servers before 1.28, and those that do not let everybody ask, are not
 * able to say, and the name of the kubeconfig's user stands in. Rejects with an AbortError.
 */
export async function userName(connection: Connection, signal: AbortSignal): Promise<string> {
  const fallback = connection.kubeContext.user.name;
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  try {
    const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
    const answer = await connection.review({ path, body, signal });
    return textOf(recordAt(recordAt(answer.json(), 'status'), 'userInfo')['username']) ?? fallback;
  } catch (error) {
    if (error instanceof ClusterFailure) return fallback;
    throw error;
  }
}
