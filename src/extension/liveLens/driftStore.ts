import type { TextDocument } from 'vscode';
import { compareObject, type DriftState, type KnownDrift } from './drifts.ts';
import type { FollowedObjects } from './followed.ts';
import type { LensSubject } from './lensSubject.ts';
import type { Manifests } from './manifests.ts';

/** What is known of drift, and whether manifest and object are still those that were compared. */
export interface LookedUp {
  readonly known: KnownDrift | undefined;
  readonly isCurrent: boolean;
}

/** Answers about drift: asked for when a manifest is first seen and when it is saved, not with each key. */
export interface DriftStore {
  look(subject: LensSubject): Promise<LookedUp>;
  /** Takes an answer that a command got. */
  compared(subject: LensSubject, json: string, state: DriftState): void;
  /** What a document says, and what overlays make of others by it, is compared anew. */
  saved(document: TextDocument): void;
  /** Forgets what was compared for a document. */
  closed(document: TextDocument): void;
  clear(): void;
}

interface Entry {
  readonly subject: LensSubject;
  known: KnownDrift;
}

/** `onChange` is called when an answer has come. */
export function createDriftStore(
  followed: FollowedObjects,
  manifests: Manifests,
  onChange: () => void,
): DriftStore {
  const entries = new Map<string, Entry>();

  async function ask(subject: LensSubject, json: string, resourceVersion: string): Promise<void> {
    const { target } = subject;
    const object = followed.of(target);
    if (object?.api === undefined) return;
    const { session, api, namespace } = object;
    const entry: Entry = { subject, known: { state: { is: 'asking' }, json, resourceVersion } };
    entries.set(keyOf(subject), entry);
    const state = await compareObject({ session, api, namespace, name: target.name }, json);
    entry.known = { state, json, resourceVersion };
    onChange();
  }

  return {
    async look(subject) {
      const json = await manifests.json(subject.place, subject.target);
      const live = followed.of(subject.target)?.state;
      const entry = entries.get(keyOf(subject));
      if (json === undefined || live?.is !== 'there') return { known: entry?.known, isCurrent: false };
      const { resourceVersion } = live.object.metadata;
      const isOfManifest = entry?.known.json === json;
      // A text that nobody has saved yet waits until it is, or somebody asks.
      if (entry === undefined || (!isOfManifest && !subject.document.isDirty)) {
        void ask(subject, json, resourceVersion).catch(() => entries.delete(keyOf(subject)));
        return { known: entries.get(keyOf(subject))?.known, isCurrent: true };
      }
      return {
        known: entry.known,
        isCurrent: isOfManifest && entry.known.resourceVersion === resourceVersion,
      };
    },
    compared(subject, json, state) {
      const live = followed.of(subject.target)?.state;
      if (live?.is !== 'there') return;
      const { resourceVersion } = live.object.metadata;
      entries.set(keyOf(subject), { subject, known: { state, json, resourceVersion } });
      onChange();
    },
    saved(document) {
      for (const [key, { subject }] of entries) {
        if (subject.document === document || subject.target.root !== undefined) entries.delete(key);
      }
      onChange();
    },
    closed(document) {
      for (const [key, { subject }] of entries) if (subject.document === document) entries.delete(key);
    },
    clear: () => entries.clear(),
  };
}

function keyOf({ document, target }: LensSubject): string {
  return JSON.stringify([document.uri.toString(), target]);
}
