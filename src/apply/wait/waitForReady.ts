import { recordAt } from '../../cluster/json.ts';
import { conditionOf, numberAt } from '../../cluster/kinds/fields.ts';
import { type ApiResource, collectionPath, objectMeta } from '../../cluster/resource.ts';
import { objectStatus } from '../../cluster/status/objectStatus.ts';
import type { ObjectStatus } from '../../cluster/status/status.ts';
import type { CollectionQuery, SlimObject } from '../../cluster/watch/collection.ts';
import type { ObjectStore, Subscription } from '../../cluster/watch/objectStore.ts';
import type { ObjectName } from '../objectName.ts';
import { type PodTrouble, podTroubles } from './podTrouble.ts';

/** An object to wait for. */
export interface AwaitedObject extends ObjectName {
  readonly api: ApiResource;
  readonly uid: string;
  /** It was on its way out already when it was applied, and so will never be ready. */
  readonly isBeingDeleted: boolean;
  /** What is known of an earlier one says nothing; `undefined` for kinds that count none. */
  readonly generation: number | undefined;
}

/** How far an awaited object is. */
export interface AwaitedProgress {
  readonly object: AwaitedObject;
  /** `undefined` where the cluster has not told of it yet. */
  readonly status: ObjectStatus | undefined;
  /** Done, by its status, and by its completion where it is a Job. */
  readonly isReady: boolean;
  /** It is being deleted. */
  readonly isLost: boolean;
  /** What keeps its pods from running, the most telling first; empty for what has none or whose pods do well. */
  readonly troubles: readonly PodTrouble[];
}

/** How waiting ended, and how far each object was then. */
export interface WaitResult {
  readonly outcome: 'ready' | 'failed' | 'timed-out' | 'cancelled';
  readonly objects: readonly AwaitedProgress[];
}

/** What to wait for, and how long. */
export interface WaitOptions {
  readonly store: ObjectStore;
  readonly objects: readonly AwaitedObject[];
  readonly timeoutSeconds: number;
  /** Ends the waiting; what was applied stays. */
  readonly signal: AbortSignal;
  /** After something changed; all objects, in their order. */
  readonly onProgress?: (objects: readonly AwaitedProgress[]) => void;
}

interface WithStatus extends SlimObject {
  readonly status: ObjectStatus;
  readonly isReady: boolean;
  readonly generation: number;
}

/** Long enough that a controller has seen what was applied. */
const lookAgainMilliseconds = 1000;

/**
 * Waits until every object is as its spec asks for, by watches that all who look at the same kinds share. Ends early where
 * an object cannot get there: a rollout out of time, a Job that failed, an object that is being deleted. Never rejects for what the cluster says; a lost
 * connection is waited out too.
 */
export function waitForReady(options: WaitOptions): Promise<WaitResult> {
  const { store, objects, timeoutSeconds, signal, onProgress } = options;
  return new Promise(resolve => {
    const subscriptions = new Map<string, Subscription<WithStatus>>();
    const pods = podTroubles(store, namespacesOf(objects), () => update());
    let told = '';

    const finish = (outcome: WaitResult['outcome']) => {
      clearTimeout(timer);
      clearInterval(again);
      signal.removeEventListener('abort', cancel);
      for (const subscription of subscriptions.values()) subscription.dispose();
      pods.dispose();
      resolve({ outcome, objects: progress() });
    };
    const cancel = () => finish('cancelled');
    const progress = () => objects.map(object => progressOf(object, subscriptions, pods.of));

    function update(): void {
      const all = progress();
      const now = JSON.stringify(all.map(({ status, isReady, troubles }) => [status, isReady, troubles]));
      if (now !== told) onProgress?.(all);
      told = now;
      if (all.every(({ isReady }) => isReady)) finish('ready');
      else if (all.some(hasFailed)) finish('failed');
    }

    for (const { api, namespace } of objects) {
      const key = collectionPath(api, namespace);
      if (!subscriptions.has(key))
        subscriptions.set(key, store.subscribe(statusQuery(api, namespace), update));
    }
    const timer = setTimeout(() => finish('timed-out'), timeoutSeconds * 1000);
    // Some verdicts depend on the time, such as how long a pod has been unschedulable.
    const again = setInterval(update, lookAgainMilliseconds);
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
  });
}

function namespacesOf(objects: readonly AwaitedObject[]): ReadonlySet<string> {
  const makePods = objects.filter(({ kind }) => withPods.has(kind));
  return new Set(makePods.flatMap(({ namespace }) => namespace ?? []));
}

const withPods = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'Pod']);

/** One query a kind and namespace, however many objects of it are waited for. */
function statusQuery(api: ApiResource, namespace: string | undefined): CollectionQuery<WithStatus> {
  const apiVersion = api.group === '' ? api.version : `${api.group}/${api.version}`;
  return {
    id: api,
    namespace,
    view: 'status',
    slim(object) {
      const whole = { ...(object as object), apiVersion, kind: api.kind };
      const status = objectStatus(whole, Date.now());
      const isReady = status.status === 'Current' && isComplete(api, whole);
      const generation = numberAt(recordAt(object, 'metadata'), 'generation');
      return { metadata: objectMeta(object), status, isReady, generation };
    },
  };
}

/** kstatus calls a running Job Current; who applied one waits for its end. */
function isComplete({ group, kind }: ApiResource, object: unknown): boolean {
  if (group !== 'batch' || kind !== 'Job') return true;
  return conditionOf(recordAt(object, 'status'), 'Complete')?.['status'] === 'True';
}

function progressOf(
  object: AwaitedObject,
  subscriptions: ReadonlyMap<string, Subscription<WithStatus>>,
  troublesOf: (uid: string) => readonly PodTrouble[],
): AwaitedProgress {
  const subscription = subscriptions.get(collectionPath(object.api, object.namespace));
  const known = subscription?.items.get(`${object.namespace ?? ''}/${object.name}`);
  const found = known !== undefined && known.generation >= (object.generation ?? 0) ? known : undefined;
  // What is known may be out of date while the connection is lost.
  const isReady = found?.isReady === true && subscription?.state.kind === 'live';
  const troubles = found === undefined || isReady ? [] : troublesOf(found.metadata.uid);
  // One that was there before, under the same name, is another one.
  const isLeaving = found?.status.status === 'Terminating' && found.metadata.uid === object.uid;
  if (object.isBeingDeleted || isLeaving) {
    return { object, status: found?.status ?? leaving, isReady: false, isLost: true, troubles };
  }
  return { object, status: found?.status, isReady, isLost: false, troubles };
}

const leaving: ObjectStatus = { status: 'Terminating', reason: 'Terminating', message: '' };

/** A pod in trouble may still get well; a controller that gave up will not. */
function hasFailed({ object, status, isLost }: AwaitedProgress): boolean {
  return isLost || (status?.status === 'Failed' && object.kind !== 'Pod');
}
