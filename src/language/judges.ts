import type { LanguageProblem } from './languageProblem.ts';
import { judgedIn } from './rules/check.ts';

/** What a build can be asked about by the rules that look at builds. */
export interface Judgement {
  /**
   * The URI of the root's own kustomization: where that takes part in another root's build, the root is a base.
   * `undefined` for a component, which can only be asked what it reads.
   */
  readonly own: string | undefined;
  /** The URIs of all files that took part. */
  readonly files: ReadonlySet<string>;
}

/** Decides which roots count for what a rule found in their builds. */
export interface Judges {
  /**
   * Replaces what a root's build took in; `undefined` where it judges nothing. Gives the files that it takes in now or
   * no longer does, and the roots that became a base thereby or ceased to be one.
   */
  replace(
    root: string,
    judgement: Judgement | undefined,
  ): { readonly differing: readonly string[]; readonly affected: readonly string[] };
  /** Those of `roots` on which the problem stands; empty where it is not to be shown. */
  judge(problem: LanguageProblem, roots: readonly string[]): readonly string[];
}

/** Nobody judges yet. */
export function createJudges(): Judges {
  const judgements = new Map<string, Judgement>();
  const rootsOf = new Map<string, Set<string>>();
  const componentsOf = new Map<string, Set<string>>();
  const ownerOf = new Map<string, string>();

  /** What a base lacks its overlays may add, so only they are asked. */
  function isLeaf(root: string): boolean {
    const own = judgements.get(root)?.own;
    return own !== undefined && rootsOf.get(own)?.size === 1;
  }

  function readersIn(judgement: Judgement | undefined): Map<string, Set<string>> {
    return judgement?.own === undefined ? componentsOf : rootsOf;
  }

  return {
    replace(root, judgement) {
      const before = judgements.get(root);
      const old = before?.files ?? new Set<string>();
      const now = judgement?.files ?? new Set<string>();
      const isSameKind = readersIn(before) === readersIn(judgement);
      const isKept = (uri: string) => isSameKind && old.has(uri) && now.has(uri);
      const differing = [...new Set([...old, ...now])].filter(uri => !isKept(uri));
      for (const uri of differing) {
        if (old.has(uri)) leave(readersIn(before), root, uri);
        if (now.has(uri)) enter(readersIn(judgement), root, uri);
      }
      if (before?.own !== undefined && ownerOf.get(before.own) === root) ownerOf.delete(before.own);
      if (judgement === undefined) judgements.delete(root);
      else judgements.set(root, judgement);
      if (judgement?.own !== undefined) ownerOf.set(judgement.own, root);
      return { differing, affected: differing.flatMap(uri => ownerOf.get(uri) ?? []) };
    },
    judge(problem, roots) {
      const judged = judgedIn(problem.code);
      if (judged === undefined) return roots;
      const { uri } = problem.location;
      if (judged === 'none') return rootsOf.has(uri) || componentsOf.has(uri) ? [] : roots;
      const leaves = roots.filter(isLeaf);
      if (judged === 'any') return leaves;
      const asked = [...(rootsOf.get(uri) ?? [])].filter(isLeaf);
      return asked.length === leaves.length ? leaves : [];
    },
  };
}

function leave(readers: Map<string, Set<string>>, root: string, uri: string): void {
  const roots = readers.get(uri);
  roots?.delete(root);
  if (roots?.size === 0) readers.delete(uri);
}

function enter(readers: Map<string, Set<string>>, root: string, uri: string): void {
  const roots = readers.get(uri) ?? new Set();
  roots.add(root);
  readers.set(uri, roots);
}
