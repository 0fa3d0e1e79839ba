import type { Connection } from '../connection.ts';
import { collectionPath, type ResourceId } from '../resource.ts';
import type { CollectionState, SlimObject } from '../watch/collection.ts';
import { startReflector } from '../watch/reflector.ts';
import { type PolledObjects, pollObjects } from './pollObjects.ts';

/** Which objects to follow, and what to keep of each. */
export interface FollowOptions<T extends SlimObject> {
  readonly connection: Connection;
  readonly resource: ResourceId;
  readonly namespace: string;
  /** The one of that name, or those with such labels; all of the namespace where both are absent. */
  readonly name?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly slim: (object: unknown) => T;
  /** After objects or state changed. */
  readonly onChange: () => void;
}

/** Objects as they come and go. */
export interface FollowedObjects<T extends SlimObject> {
  readonly items: readonly T[];
  /** `live` also where the objects are only asked for again and again. */
  readonly state: CollectionState;
  /** Nothing is called afterwards. */
  stop(): void;
}

/**
 * Follows objects by one watch. Whoever may not watch them gets them by a list every few seconds, and the one of a name by a
 * get where lists are forbidden too; the watch is tried again meanwhile, since roles change.
 */
export function followObjects<T extends SlimObject>(options: FollowOptions<T>): FollowedObjects<T> {
  const { connection, name, labelSelector, slim, onChange } = options;
  const path = collectionPath(options.resource, options.namespace);
  const query = { fieldSelector: name === undefined ? undefined : `metadata.name=${name}`, labelSelector };
  let polled: PolledObjects<T> | undefined;
  const reflector = startReflector<T>({ connection, path, query, slim, onChange: changed });

  function changed(): void {
    const { state } = reflector;
    if (state.kind === 'live') {
      polled?.stop();
      polled = undefined;
    } else if (state.kind === 'retrying' && state.failure.code === 'response.forbidden') {
      polled ??= pollObjects({ connection, path, query, name, slim, onChange });
    }
    onChange();
  }

  return {
    get items() {
      return polled?.items ?? [...reflector.list.items.values()];
    },
    get state() {
      return polled?.state ?? reflector.state;
    },
    stop() {
      polled?.stop();
      reflector.stop();
    },
  };
}
