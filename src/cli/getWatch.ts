import { type Clock, systemClock } from '../cluster/clock.ts';
import type { ClusterFailure } from '../cluster/failure.ts';
import { collectionPath, objectPath } from '../cluster/resource.ts';
import type { TableColumn, TableContent } from '../cluster/table/table.ts';
import type { SlimObject } from '../cluster/watch/collection.ts';
import { keyOf, type ListEvent } from '../cluster/watch/objectList.ts';
import { startReflector } from '../cluster/watch/reflector.ts';
import type { CommandIo } from './command.ts';
import type { GetTarget } from './getPages.ts';
import { failureText } from './target.ts';

/** What a watch brought together. */
export interface Watched<T> {
  readonly objects: readonly T[];
  /** Of the server's table, where one was asked for. */
  readonly columns: readonly TableColumn[];
}

/**
 * First all that there is, together, then each object that changes or goes, until the signal aborts. What a server ends
 * or loses is taken up again, with a word on the standard error. Rejects with a ClusterFailure where the list fails at
 * first, a named object is not there, or trying again would not help.
 */
export async function* watchTarget<T extends SlimObject>(
  target: GetTarget,
  content: TableContent | undefined,
  slim: (object: unknown) => T,
  io: CommandIo,
): AsyncGenerator<Watched<T>> {
  const { connection, resource, namespace, name, request, signal } = target;
  const waiting: ListEvent<T>[] = [];
  let failure: ClusterFailure | undefined;
  let wake = () => {};
  const reflector = startReflector<T>({
    connection,
    path: collectionPath(resource, namespace),
    query: {
      labelSelector: request.labelSelector,
      fieldSelector: name === undefined ? undefined : `metadata.name=${name}`,
    },
    table: content,
    slim,
    onEvents: events => {
      for (const event of events) waiting.push(event);
      wake();
    },
    onChange: () => {
      const { state } = reflector;
      failure = state.kind === 'retrying' ? state.failure : undefined;
      wake();
    },
    clock: wakefulClock,
  });
  const end = () => wake();
  signal.addEventListener('abort', end, { once: true });
  try {
    const versions = new Map<string, string>();
    let listed = false;
    let told: string | undefined;
    while (!signal.aborted) {
      for (const event of waiting.splice(0)) {
        const objects = newIn(event, versions);
        if (event.type === 'listed' && !listed && objects.length === 0 && name !== undefined) {
          // That it is not there is the server's to say.
          await connection.get({ path: objectPath(resource, namespace, name), signal });
        }
        if (objects.length > 0 || (event.type === 'listed' && !listed)) {
          yield { objects, columns: reflector.list.columns };
        }
        listed ||= event.type === 'listed';
      }
      if (failure !== undefined && (!listed || !passes(failure))) throw failure;
      if (failure !== undefined && failure.code !== told) {
        io.stderr.write(`kubewright: ${failureText(failure, io)}\n`);
      }
      told = failure?.code;
      if (waiting.length > 0 || signal.aborted) continue;
      await new Promise<void>(resolve => {
        wake = resolve;
      });
    }
  } finally {
    signal.removeEventListener('abort', end);
    reflector.stop();
  }
}

/** The objects of an event that are not known as they are; notes them. */
function newIn<T extends SlimObject>(event: ListEvent<T>, versions: Map<string, string>): readonly T[] {
  switch (event.type) {
    case 'set':
      versions.set(keyOf(event.object), event.object.metadata.resourceVersion);
      return [event.object];
    case 'deleted':
      versions.delete(keyOf(event.object));
      return [event.object];
    case 'listed': {
      const before = new Map(versions);
      versions.clear();
      return event.objects.filter(object => {
        const { resourceVersion } = object.metadata;
        versions.set(keyOf(object), resourceVersion);
        return resourceVersion === '' || before.get(keyOf(object)) !== resourceVersion;
      });
    }
    default:
      return [];
  }
}

/** Whether it may pass by itself: the way to the server is lost, or it has too much to do. */
function passes({ code }: ClusterFailure): boolean {
  return code.startsWith('connection.') || /^response\.(?:gone|unavailable|malformed)$/.test(code);
}

/** The process has nothing else to do than to wait. */
const wakefulClock: Clock = {
  ...systemClock,
  sleep: (milliseconds, signal) => {
    const alive = setInterval(() => {}, 60_000);
    return systemClock.sleep(milliseconds, signal).finally(() => clearInterval(alive));
  },
};
