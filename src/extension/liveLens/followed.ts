import type { ClusterSession } from '../clusterSessions.ts';
import type { FollowedObject } from './liveObjects.ts';
import type { LiveTarget } from './manifestPlaces.ts';

/** The objects that documents on the screen stand for, each followed once. */
export interface FollowedObjects {
  /** Follows it for a document from now on. */
  follow(document: string, target: LiveTarget): Promise<FollowedObject | undefined>;
  /** What is followed already. */
  of(target: LiveTarget): FollowedObject | undefined;
  /** Lets go of what a document stands for no more. */
  keep(document: string, targets: readonly LiveTarget[]): void;
  /** Lets go of everything that only other documents stand for. */
  keepDocuments(documents: ReadonlySet<string>): void;
  /** Lets go of all. */
  clear(): void;
}

/** Where lenses look: the active context, where it is open in this window, and the namespace for what names none. */
export interface LensTarget {
  readonly session: ClusterSession;
  readonly namespace: string;
}

interface Held {
  readonly followed: FollowedObject;
  readonly documents: Set<string>;
}

/** `where` is asked for each object; nothing is followed where it gives nothing. */
export function createFollowedObjects(
  where: () => LensTarget | undefined,
  onChange: () => void,
): FollowedObjects {
  const held = new Map<string, Held>();

  function release(drops: (document: string, key: string) => boolean): void {
    for (const [key, { followed, documents }] of held) {
      for (const document of documents) if (drops(document, key)) documents.delete(document);
      if (documents.size > 0) continue;
      followed.dispose();
      held.delete(key);
    }
  }

  return {
    async follow(document, target) {
      const { followObject } = await import('./liveObjects.ts');
      const place = where();
      if (place === undefined) return undefined;
      const key = keyOf(target);
      const known = held.get(key) ?? {
        followed: followObject(place.session, target, place.namespace, onChange),
        documents: new Set(),
      };
      known.documents.add(document);
      held.set(key, known);
      return known.followed;
    },
    of: target => held.get(keyOf(target))?.followed,
    keep(document, targets) {
      const kept = new Set(targets.map(keyOf));
      release((each, key) => each === document && !kept.has(key));
    },
    keepDocuments: documents => release(document => !documents.has(document)),
    clear: () => release(() => true),
  };
}

/** The same for the same object, by whatever root it comes. */
function keyOf({ apiVersion, kind, namespace, name }: LiveTarget): string {
  return JSON.stringify([apiVersion, kind, namespace, name]);
}
