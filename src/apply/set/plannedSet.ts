import type { ApiResource } from '../../cluster/resource.ts';
import type { AppliedFrom } from '../history/record.ts';
import type { ObjectName } from '../objectName.ts';
import type { ObjectOwner } from '../owner.ts';
import type { SetName } from './applySet.ts';
import type { SetContents, SetParent } from './parent.ts';

/** An object that the set has and the kustomization no longer renders. */
export interface PruneCandidate extends ObjectName {
  readonly api: ApiResource;
  readonly uid: string;
  readonly resourceVersion: string;
  /** See `declaredState`. */
  readonly declared: string | undefined;
  /** A Namespace, a claim or a definition: others are lost with it, so it needs an agreement of its own. */
  readonly isGuarded: boolean;
  /** The tool that looks after the object and will make it anew; `undefined` where none does. */
  readonly owner: ObjectOwner | undefined;
  /** What is lost with it that the set does not have: what others made in a Namespace, or of a definition's kind. */
  readonly takes: readonly ObjectName[];
}

/** Why an object that is rendered no more stays. */
export type KeptReason =
  /** An annotation of the object says so; `annotation` names it. */
  | { readonly kind: 'annotation'; readonly annotation: string }
  /** A pod or workload still uses it, as during a rollout, or to roll back to. */
  | { readonly kind: 'in-use'; readonly by: string }
  /** A Job or pod of an earlier apply of the same `generateName`, which has not ended. */
  | { readonly kind: 'running' }
  /** A Namespace or definition with an object that stays, which is what `describeObject` makes of it. */
  | { readonly kind: 'holds'; readonly what: HeldWhy; readonly object: string }
  /** It is guarded, and nobody agreed to that. */
  | { readonly kind: 'guarded' };

/** Why what is in a Namespace, or of a definition's kind, stays: it is kept, applied, or part of another set. */
export type HeldWhy = 'kept' | 'applied' | 'other-set';

/** An object that stays, and why. */
export interface KeptObject extends PruneCandidate {
  readonly reason: KeptReason;
}

/** The set of a plan: what is written to its parent, and what goes. */
export interface PlannedSet extends SetName {
  /** As it is on the server; `undefined` where there is none yet. */
  readonly parent: SetParent | undefined;
  /** What the set holds afterwards. */
  readonly contents: SetContents;
  /** Its namespace is among the objects to create, so the parent is written behind it. */
  readonly waitsForNamespace: boolean;
  readonly prune: readonly PruneCandidate[];
  readonly kept: readonly KeptObject[];
  /** The parent itself, where nothing of the set is to be left. */
  readonly last?: PruneCandidate | undefined;
  /** Of a new set: namespaces in which the same kustomization was applied before, where all that it made stays. */
  readonly elsewhere?: readonly string[] | undefined;
  /** Of a new set: the one (`namespace/name`) of another repository that has the name which this one would have. */
  readonly beside?: { readonly set: string; readonly repository: string } | undefined;
  /** Goes into the set's history. */
  readonly origin?: AppliedFrom | undefined;
}

/** All that running a plan of the set deletes. */
export function deletedWith(set: PlannedSet | undefined): readonly PruneCandidate[] {
  return set === undefined ? [] : [...set.prune, ...(set.last === undefined ? [] : [set.last])];
}

/** What became of an object that is rendered no more. */
export interface PrunedObject {
  readonly candidate: PruneCandidate;
  /** `in-use`: somebody has come to use it since it was shown. */
  readonly outcome: 'deleted' | 'gone' | 'changed' | 'in-use' | 'failed' | 'not-done';
  /** Why it failed, in the server's words, or who uses it. */
  readonly message?: string;
}
