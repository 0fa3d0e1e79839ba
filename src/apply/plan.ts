import type { ChangeCounts, ChangeTarget } from '../cluster/change/confirm.ts';
import type { Connection } from '../cluster/connection.ts';
import type { DiscoveryClient } from '../cluster/discovery.ts';
import { type ApiResource, objectMeta } from '../cluster/resource.ts';
import type { Resource } from '../kustomize/resource.ts';
import type { Conflict, DecideConflicts, DecidedConflict } from './conflicts/conflict.ts';
import type { ObjectName } from './objectName.ts';
import type { ObjectOwner } from './owner.ts';
import type { ApplyProblem } from './problems.ts';
import type { PlannedSet } from './set/plannedSet.ts';
import type { SetOptions } from './set/setOptions.ts';

/** What is to be applied, and to where. */
export interface PlanOptions {
  readonly connection: Connection;
  /** As a build gives them. */
  readonly resources: readonly Resource[];
  /** For namespaced objects that name none. */
  readonly namespace: string;
  /** The set that the objects make, so that what it has and they do not can be pruned; none where absent. */
  readonly set?: SetOptions | undefined;
  /** Of this connection, where the caller keeps one; else the server is asked anew. */
  readonly discovery?: DiscoveryClient | undefined;
  /** Asked once where nothing but conflicts is in the way; where absent, they are refusals. */
  readonly decide?: DecideConflicts | undefined;
  /**
   * Asked once, where nothing else is wrong, whether these objects are to be deleted and created again, since they cannot be
   * changed as the source wants; where absent, that is a refusal.
   */
  readonly decideRecreate?: ((objects: readonly ObjectName[]) => Promise<boolean>) | undefined;
  /** Gives the plan up; it rejects with an AbortError. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ApplyProgress) => void) | undefined;
}

/** How far the work is, in objects of the present step. */
export interface ApplyProgress {
  readonly step: 'discovery' | 'dry-run' | Phase | 'prune';
  readonly done: number;
  readonly total: number;
}

/** Phases run one after another, each only where the ones before it left no failure. */
export type Phase = 'crds' | 'namespaces' | 'prerequisites' | 'objects' | 'webhooks';

/** What an apply would do with one object. */
export type Verdict =
  | Tried
  /** Cannot be tried before what it needs, which the same set creates or changes. */
  | { readonly kind: 'unverified'; readonly needs: Prerequisite }
  /** All that is wrong with it; at least one problem, and one for each conflict. */
  | {
      readonly kind: 'refused';
      readonly problems: readonly ApplyProblem[];
      readonly conflicts?: readonly Conflict[];
    };

/** The answer of a dry run. */
export interface Tried {
  readonly kind: 'create' | 'change' | 'unchanged';
  /** The object on the server, `undefined` where there is none; may hold Secret values. */
  readonly before: unknown;
  /** What it would become, managed fields included; may hold Secret values. */
  readonly after: unknown;
  /** The server's warnings, such as a deprecated API version. */
  readonly warnings: readonly string[];
  /** When the server said so, in milliseconds since 1970. */
  readonly at: number;
}

/** An object of the same set that another one waits for. */
export interface Prerequisite {
  /** `CustomResourceDefinition`, `Namespace`, or a kind that `isPrerequisite` knows. */
  readonly kind: string;
  readonly name: string;
  /** Whether the set creates it; else it changes what is there. */
  readonly isNew: boolean;
}

/** One object of a plan. */
export interface PlannedObject extends ObjectName {
  readonly resource: Resource;
  /** `undefined` where the kind is unknown. */
  readonly api: ApiResource | undefined;
  readonly phase: Phase;
  /** The object as JSON text, exactly as it is sent. */
  readonly json: string;
  readonly verdict: Verdict;
  /** What was chosen for fields that others own: what was left to them is not in `json`. */
  readonly decided: readonly DecidedConflict[];
  /** Who applied it on the client, as `kubectl apply` does: their fields become ours before it is applied. */
  readonly migrated: readonly string[];
  /** The tool that looks after the object and will undo a change; `undefined` where none does. */
  readonly owner: ObjectOwner | undefined;
  /** `name` is only the beginning of it: each apply makes another object. */
  readonly isGenerated: boolean;
  /** It is deleted before it is applied, for it cannot be changed as the source wants. */
  readonly isRecreated: boolean;
}

/** What an apply would do, object by object, as the server said in a dry run; nothing was changed for it. */
export interface ApplyPlan {
  readonly target: ChangeTarget;
  /** Every namespace that is written to, sorted. */
  readonly namespaces: readonly string[];
  /** Of the objects that are not refused; those unverified count as created too. */
  readonly counts: ChangeCounts;
  /** In the order of the build. */
  readonly objects: readonly PlannedObject[];
  /** All problems of all refused objects and of the set; a plan that has any cannot be run. */
  readonly problems: readonly ApplyProblem[];
  /** `undefined` where no set was asked for, or there can be none. */
  readonly set: PlannedSet | undefined;
  /** Objects that would be changed, though they are members of another tool's set; where no set was asked for. */
  readonly othersMembers?: readonly OthersMember[] | undefined;
}

/** A member of a set (`namespace/name`) that another tool applies. */
export interface OthersMember {
  readonly object: ObjectName;
  readonly set: string;
  readonly tooling: string;
}

/** Whether the object is on its way out, and takes what is applied to it along. */
export function isBeingDeleted({ verdict, isRecreated }: PlannedObject): boolean {
  const before = 'before' in verdict && !isRecreated ? verdict.before : undefined;
  return objectMeta(before).deletionTimestamp !== undefined;
}

/** The fields that are taken over from others in an apply of this object. */
export function takenFields({ decided }: Pick<PlannedObject, 'decided'>): readonly string[] {
  return decided.filter(({ choice }) => choice === 'take').map(({ conflict }) => conflict.field);
}

/** The objects that would be changed or deleted and that a tool looks after, which will undo it. */
export function ownedObjects({ objects, set }: Pick<ApplyPlan, 'objects' | 'set'>): readonly OwnedObject[] {
  const changed = objects.filter(({ verdict }) => verdict.kind === 'change');
  return [...changed, ...(set?.prune ?? [])].flatMap(object => {
    const { owner } = object;
    return owner === undefined ? [] : [{ object, owner }];
  });
}

/** An object and the tool that looks after it. */
export interface OwnedObject {
  readonly object: ObjectName;
  readonly owner: ObjectOwner;
}
