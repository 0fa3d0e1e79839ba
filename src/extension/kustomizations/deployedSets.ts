import { Disposable } from 'vscode';
import {
  parentResource,
  parentSelector,
  type SetHistory,
  setOfParent,
} from '../../apply/history/readSets.ts';
import { objectMeta } from '../../cluster/resource.ts';
import type { SlimObject } from '../../cluster/watch/collection.ts';
import type { Subscription } from '../../cluster/watch/objectStore.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import type { Watch } from '../clusters/treeNode.ts';
import type { Services } from '../services.ts';

/** A set and where it is. */
export interface DeployedSet extends SetHistory {
  readonly session: ClusterSession;
}

/** The sets in the contexts that are open in this window. */
export interface DeployedSets {
  /** As far as they are known; live while they are watched. */
  readonly all: readonly DeployedSet[];
  /** Follows them; opens no session. */
  watch(onChange: () => void): Watch;
}

interface Parent extends SlimObject {
  readonly set: SetHistory | undefined;
}

/** Nothing is followed yet. */
export function createDeployedSets({
  sessions,
  active,
}: Pick<Services, 'sessions' | 'active'>): DeployedSets {
  let followed = new Map<ClusterSession, FollowedParents>();

  return {
    get all() {
      return [...followed].flatMap(([session, { parents }]) =>
        parents().flatMap(({ set }) => (set === undefined ? [] : [{ ...set, session }])),
      );
    },
    watch(onChange) {
      const update = () => {
        const next = new Map<ClusterSession, FollowedParents>();
        for (const session of sessions.opened) {
          const { kubeContext } = session;
          const namespaces = [...new Set([active.namespaceOf(kubeContext), kubeContext.namespace])];
          next.set(session, followed.get(session) ?? followParents(session, namespaces, onChange));
        }
        for (const [session, { dispose }] of followed) if (!next.has(session)) dispose();
        followed = next;
        onChange();
      };
      update();
      const listening = Disposable.from(
        sessions.onDidChangeOpened(update),
        sessions.onDidRestart(() => update()),
      );
      return {
        settled: Promise.resolve(),
        dispose() {
          listening.dispose();
          for (const { dispose } of followed.values()) dispose();
          followed = new Map();
        },
      };
    },
  };
}

interface FollowedParents {
  readonly parents: () => readonly Parent[];
  readonly dispose: () => void;
}

/** In all namespaces, or in those that are left to a user who may not list all. */
function followParents(
  { store }: ClusterSession,
  namespaces: readonly string[],
  onChange: () => void,
): FollowedParents {
  const subscriptions = new Set<Subscription<Parent>>();
  const subscribe = (namespace: string | undefined, update: () => void) => {
    const subscription = store.subscribe<Parent>(
      {
        id: parentResource,
        namespace,
        labelSelector: parentSelector,
        table: 'Metadata',
        view: 'applySets',
        slim: object => ({ metadata: objectMeta(object), set: setOfParent(object) }),
      },
      update,
    );
    subscriptions.add(subscription);
    return subscription;
  };
  const all = subscribe(undefined, () => {
    if (!subscriptions.has(all)) return;
    const { state } = all;
    if (state.kind === 'retrying' && state.failure.code === 'response.forbidden') {
      all.dispose();
      subscriptions.delete(all);
      for (const namespace of namespaces) subscribe(namespace, onChange);
    }
    onChange();
  });
  return {
    parents: () => [...subscriptions].flatMap(({ items }) => [...items.values()]),
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
      subscriptions.clear();
    },
  };
}
