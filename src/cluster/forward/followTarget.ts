import type { Connection } from '../connection.ts';
import { ClusterFailure } from '../failure.ts';
import { objectMeta } from '../resource.ts';
import type { SlimObject } from '../watch/collection.ts';
import { followObjects } from './followObjects.ts';
import { type ForwardTarget, type PodSource, sourceIn } from './target.ts';

/** What an object says of the pods behind it, or why there are none. */
interface Saying extends SlimObject {
  readonly said: PodSource | ClusterFailure;
}

/**
 * Follows the object that said what is behind a target: a service may get another selector, a workload be made anew.
 * `onSaid` is called where it says something else than before, or why it says nothing. Ends with the function returned.
 */
export function followTarget(
  connection: Connection,
  target: ForwardTarget,
  source: PodSource,
  onSaid: (said: PodSource | ClusterFailure) => void,
): () => void {
  const { saidBy, kind } = source;
  if (saidBy === undefined) return () => {};
  const { namespace, name } = target;
  const followed = followObjects<Saying>({
    connection,
    resource: saidBy,
    namespace,
    name,
    slim: object => ({ metadata: objectMeta(object), said: saidIn(object, target, { ...saidBy, kind }) }),
    onChange: tell,
  });
  let told = keyOf(source);

  function tell(): void {
    // Without an answer what was said before is all that is known.
    if (followed.state.kind !== 'live') return;
    const said = followed.items.find(({ metadata }) => metadata.name === name)?.said ?? gone();
    const key = keyOf(said);
    if (key === told) return;
    told = key;
    onSaid(said);
  }

  /** As the server would say it. */
  const gone = () => {
    const message = `${saidBy.resource} "${name}" not found`;
    return new ClusterFailure('response.not-found', { context: connection.context, message });
  };
  return () => followed.stop();
}

function saidIn(...asked: Parameters<typeof sourceIn>): PodSource | ClusterFailure {
  try {
    return sourceIn(...asked);
  } catch (error) {
    if (error instanceof ClusterFailure) return error;
    throw error;
  }
}

function keyOf(said: PodSource | ClusterFailure): string {
  return said instanceof ClusterFailure ? said.message : JSON.stringify(said);
}
