import type { LanguageProblem } from './languageProblem.ts';
import { isOfWritten, judgedIn } from './rules/check.ts';

/** What a build can be asked about by the rules that look at builds. */
export interface Judgement {
  /**
   * The URI of the root's own kustomization: where that takes part in another root's build, the root is a base.
   * `undefined` for a component, which can only be asked what it reads.
   */
  readonly own: string | undefined;
  /** The URIs of all files that took part. */
  readonly files: ReadonlySet<string>;
  /**
   * How much of its build there is to see: all; what is left without things that nobody fetches; what an error leaves; or
   * nothing, since its kustomization cannot be read, and `files` are those that it seems to name. As long as there is an
   * error, the files that it took in before count as well: who writes a path has not dropped a base.
   */
  readonly sight: 'whole' | 'part' | 'broken' | 'none';
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

/** A judgement with the files that count, of which `rendered` are in what there is to see. */
interface Effective extends Judgement {
  readonly rendered: ReadonlySet<string>;
}

const nothing: ReadonlySet<string> = new Set();

/** Nobody judges yet. */
export function createJudges(): Judges {
  const judgements = new Map<string, Effective>();
  const rootsOf = new Map<string, Set<string>>();
  const componentsOf = new Map<string, Set<string>>();
  const ownerOf = new Map<string, string>();
  /** What each root took in when there was no error in it. */
  const seenFiles = new Map<string, ReadonlySet<string>>();

  /** What a base lacks its overlays may add, so only they are asked. */
  function isLeaf(root: string): boolean {
    const own = judgements.get(root)?.own;
    return own !== undefined && rootsOf.get(own)?.size === 1;
  }

  /** Whether nobody else renders it, so that it has to speak for itself. */
  function isUnseen(root: string): boolean {
    const own = judgements.get(root)?.own;
    const readers = own === undefined ? undefined : rootsOf.get(own);
    if (readers === undefined) return false;
    return [...readers].every(other => other === root || !judgements.get(other)?.rendered.has(own ?? ''));
  }

  /** Whether a root need not be asked, since one of `bases` that it takes in tells what it cannot. */
  function isSpokenFor(root: string, bases: readonly string[]): boolean {
    const judgement = judgements.get(root);
    if (judgement?.sight === 'whole') return false;
    return bases.some(
      base => base !== root && judgement?.files.has(judgements.get(base)?.own ?? '') === true,
    );
  }

  /** The judgement with the files that count, though for the moment an error is in their way. */
  function inEffect(root: string, judgement: Judgement | undefined): Effective | undefined {
    if (judgement === undefined) {
      seenFiles.delete(root);
      return undefined;
    }
    const { sight, files } = judgement;
    if (sight === 'whole' || sight === 'part') {
      seenFiles.set(root, files);
      return { ...judgement, rendered: files };
    }
    const seen = seenFiles.get(root);
    const all = seen === undefined ? files : new Set([...files, ...seen]);
    return { ...judgement, files: all, rendered: sight === 'none' ? nothing : files };
  }

  function readersIn(judgement: Judgement | undefined): Map<string, Set<string>> {
    return judgement?.own === undefined ? componentsOf : rootsOf;
  }

  return {
    replace(root, given) {
      const judgement = inEffect(root, given);
      const before = judgements.get(root);
      const old = before?.files ?? new Set<string>();
      const now = judgement?.files ?? new Set<string>();
      const isSameKind = readersIn(before) === readersIn(judgement) && before?.sight === judgement?.sight;
      const isRendered = (judged: Effective | undefined, uri: string) => judged?.rendered.has(uri) === true;
      const isKept = (uri: string) =>
        isSameKind && old.has(uri) && now.has(uri) && isRendered(before, uri) === isRendered(judgement, uri);
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
      if (judged === 'any') {
        return isOfWritten(problem.code) ? roots.filter(root => isLeaf(root) || isUnseen(root)) : leaves;
      }
      // What an entry of a base does is the same in all that take it in; that of a component may be for any of them.
      const bases = componentsOf.has(uri)
        ? []
        : roots.filter(root => judgements.get(root)?.sight === 'whole');
      const asked = [...(rootsOf.get(uri) ?? [])].filter(isLeaf);
      const saying = new Set(roots);
      const isSaid = asked.every(root => saying.has(root) || isSpokenFor(root, bases));
      if (!isSaid) return [];
      return leaves.length > 0 ? leaves : bases;
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
