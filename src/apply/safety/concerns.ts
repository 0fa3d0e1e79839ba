import { describeObject } from '../objectName.ts';
import { type ApplyPlan, ownedObjects } from '../plan.ts';
import { type OtherRepository, repositoryText } from '../set/repository.ts';
import { type BoundTarget, namesContext } from './targets.ts';

/** What a user should know before they agree, each asked about with its facts. */
export interface Concerns {
  /** A tool looks after these objects and will revert what is applied. */
  'concern.owned': { readonly tool: string; readonly name: string; readonly objects: readonly string[] };
  /** The root is meant for other contexts. */
  'concern.other-context': { readonly context: string; readonly contexts: readonly string[] };
  /** The root is meant for another namespace. */
  'concern.other-namespace': { readonly namespaces: readonly string[]; readonly namespace: string };
  /** The set (`namespace/name`) was last applied from another repository; what that rendered goes. */
  'concern.other-repository': {
    readonly set: string;
    readonly repository: string;
    /** The directory in it, and the commit; empty where not known. */
    readonly root: string;
    readonly commit: string;
    /** The repository here; empty where there is none. */
    readonly here: string;
    readonly deletes: number;
  };
  /** The set was found by its name alone, in a namespace that nobody named. */
  'concern.found-set': { readonly set: string; readonly namespace: string };
  'concern.protected': { readonly context: string };
  /** What is applied is not committed: files that were read and differ from the last commit. */
  'concern.uncommitted': { readonly files: readonly string[] };
  /** The commits are on this machine alone. */
  'concern.unpushed': { readonly branch: string; readonly commits: number };
}

/** One of them. */
export type Concern = {
  [C in keyof Concerns]: { readonly code: C; readonly params: Concerns[C] };
}[keyof Concerns];

/** What git says of the files that a root is made of. */
export interface SourceState {
  /** Paths that differ from the last commit, relative to the work tree. */
  readonly uncommitted: readonly string[];
  readonly branch: string;
  /** Commits that no remote has. */
  readonly unpushed: number;
}

/** What is known beside the plan. */
export interface SafetyFacts {
  readonly target: BoundTarget | undefined;
  /** Names or globs of contexts. */
  readonly protectedContexts: readonly string[];
  /** `undefined` where git is not to be asked, or the files are in no repository. */
  readonly source: SourceState | undefined;
  /** This repository, where the set was last applied from another. */
  readonly otherRepository?: OtherRepository | undefined;
  /** Where the set is looked for; `undefined` where its namespace was named, or does not matter. */
  readonly expectedNamespaces?: readonly string[] | undefined;
}

/** Everything about a plan that wants an agreement of its own, the gravest last. */
export function concernsOf(plan: ApplyPlan, facts: SafetyFacts): Concern[] {
  const { target, protectedContexts, source } = facts;
  const { context } = plan.target;
  const concerns: Concern[] = [...owned(plan)];
  if (source !== undefined && source.uncommitted.length > 0) {
    concerns.push({ code: 'concern.uncommitted', params: { files: source.uncommitted } });
  }
  if (source !== undefined && source.unpushed > 0) {
    const { branch, unpushed: commits } = source;
    concerns.push({ code: 'concern.unpushed', params: { branch, commits } });
  }
  if (target !== undefined && !namesContext(target.contexts, context)) {
    concerns.push({ code: 'concern.other-context', params: { context, contexts: target.contexts } });
  }
  const others = plan.namespaces.filter(each => each !== target?.namespace);
  if (target?.namespace !== undefined && others.length > 0) {
    const { namespace } = target;
    concerns.push({ code: 'concern.other-namespace', params: { namespaces: others, namespace } });
  }
  concerns.push(...aboutSet(plan, facts));
  if (namesContext(protectedContexts, context))
    concerns.push({ code: 'concern.protected', params: { context } });
  return concerns;
}

function aboutSet({ set, counts }: ApplyPlan, facts: SafetyFacts): Concern[] {
  if (set?.parent === undefined) return [];
  const { namespace } = set;
  const { repository, latest } = set.parent;
  const { otherRepository: other, expectedNamespaces: expected } = facts;
  const concerns: Concern[] = [];
  const name = `${namespace}/${set.name}`;
  if (expected !== undefined && !expected.includes(namespace)) {
    concerns.push({ code: 'concern.found-set', params: { set: name, namespace } });
  }
  if (other !== undefined && repository !== undefined) {
    const params = {
      set: name,
      repository: repositoryText(repository),
      root: latest?.root ?? '',
      commit: latest?.commit?.slice(0, 12) ?? '',
      here: other.here === undefined ? '' : repositoryText(other.here),
      deletes: counts.delete,
    };
    concerns.push({ code: 'concern.other-repository', params });
  }
  return concerns;
}

/** One concern a tool and what of it, however many objects. */
function owned(plan: ApplyPlan): Concern[] {
  const byOwner = Map.groupBy(ownedObjects(plan), ({ owner }) => `${owner.tool} ${owner.name}`);
  return [...byOwner.values()].flatMap(objects => {
    const [first] = objects;
    if (first === undefined) return [];
    const names = objects.map(({ object }) => describeObject(object));
    return [{ code: 'concern.owned', params: { ...first.owner, objects: names } } as const];
  });
}

/** When git is asked: the setting `kubewright.checkGit`. */
export type CheckGit = 'never' | 'protected' | 'always';

/** Whether git is to be asked about an apply to a context; a value that is none counts as the default, `protected`. */
export function checksGit(setting: unknown, context: string, protectedContexts: readonly string[]): boolean {
  if (setting === 'always' || setting === 'never') return setting === 'always';
  return namesContext(protectedContexts, context);
}
