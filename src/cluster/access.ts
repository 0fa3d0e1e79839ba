import type { Connection } from './connection.ts';
import { recordAt } from './json.ts';
import type { ResourceId } from './resource.ts';

/** What somebody wants to do, as an API server judges it. */
export interface Deed extends Pick<ResourceId, 'group' | 'resource'> {
  readonly verb: 'get' | 'create' | 'delete';
  readonly subresource?: string;
}

/** What the user of a connection may do, asked by SelfSubjectAccessReviews and only once somebody wants to know. */
export interface Access {
  /**
   * Whether to offer it, by what is known at once; the server is asked for what is not, and until it has answered, or
   * where it cannot, everything is offered: it would refuse by itself. `''` for what the cluster has.
   */
  offers(deed: Deed, namespace: string): boolean;
  /** Calls whenever something is offered that was not, or no longer; the result ends that. */
  onDidChange(listener: () => void): () => void;
}

/** Rights change seldom, and what changed is asked for with the next look. */
const freshMilliseconds = 300_000;
/** Where all namespaces are refused each is asked for; so many for one deed, and the rest is offered. */
const mostNamespaces = 50;

interface Answer {
  allowed: boolean;
  askedAt: number;
}

/** Knows nothing yet; lives as long as the connection, and asks nothing by itself. */
export function createAccess(connection: Pick<Connection, 'review'>, now: () => number = Date.now): Access {
  const deeds = new Map<string, Map<string, Answer>>();
  const listeners = new Set<() => void>();

  /** What is known of it; asked anew where that is old. */
  function known(deed: Deed, namespace: string, answers: Map<string, Answer>): boolean {
    const answer = answers.get(namespace);
    if (answer !== undefined && now() - answer.askedAt < freshMilliseconds) return answer.allowed;
    if (answer === undefined && answers.size > mostNamespaces) return true;
    const asked = answer ?? { allowed: true, askedAt: 0 };
    asked.askedAt = now();
    answers.set(namespace, asked);
    void review(connection, deed, namespace).then(allowed => {
      if (asked.allowed === allowed) return;
      asked.allowed = allowed;
      for (const listener of [...listeners]) listener();
    });
    return asked.allowed;
  }

  return {
    offers(deed, namespace) {
      const key = `${deed.verb} ${deed.group}/${deed.resource}/${deed.subresource ?? ''}`;
      const answers = deeds.get(key) ?? new Map<string, Answer>();
      deeds.set(key, answers);
      // One answer for all namespaces is all that most users need.
      return known(deed, '', answers) || (namespace !== '' && known(deed, namespace, answers));
    },
    onDidChange(listener) {
      const own = () => listener();
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
}

/** Never rejects: what cannot be asked is left to the server to refuse. */
async function review(
  connection: Pick<Connection, 'review'>,
  { verb, group, resource, subresource }: Deed,
  namespace: string,
): Promise<boolean> {
  const resourceAttributes = { verb, group, resource, subresource, namespace };
  try {
    const answer = await connection.review({
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes },
      },
    });
    return recordAt(answer.json(), 'status')['allowed'] === true;
  } catch {
    return true;
  }
}
