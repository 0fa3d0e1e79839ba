import type { Location } from '../yaml/location.ts';
import { createJudges, type Judgement } from './judges.ts';
import type { LanguageProblem } from './languageProblem.ts';
import { judgedIn } from './rules/check.ts';

/** A problem as an editor shows it: once a place, however many roots run into it. */
export interface Finding {
  readonly problem: LanguageProblem;
  /** Directories of the roots that run into it, sorted. */
  readonly roots: readonly string[];
}

/** The findings of a workspace by file, kept up to date root by root. */
export interface FindingStore {
  /** Replaces what a root contributed; gives the URIs of the files whose findings changed. */
  replace(
    root: string,
    problems: readonly LanguageProblem[],
    judgement?: Judgement | undefined,
  ): readonly string[];
  /** The findings of one file, in the order of their places. */
  of(uri: string): readonly Finding[];
  /** The URIs of all files that some root ran into something in. */
  files(): readonly string[];
}

/** Each root with what it ran into; they differ in related places and suggestions at most. */
type Entry = Map<string, LanguageProblem>;

/** An empty store; the caller owns it. */
export function createFindingStore(): FindingStore {
  const files = new Map<string, Map<string, Entry>>();
  const contributions = new Map<string, ReadonlyMap<string, LanguageProblem>>();
  const judges = createJudges();

  function remove(root: string, key: string, uri: string): boolean {
    const entries = files.get(uri);
    const entry = entries?.get(key);
    if (entries === undefined || entry === undefined) return false;
    entry.delete(root);
    if (entry.size === 0) entries.delete(key);
    if (entries.size === 0) files.delete(uri);
    return true;
  }

  function add(root: string, key: string, problem: LanguageProblem): void {
    const { uri } = problem.location;
    const entries = files.get(uri) ?? new Map<string, Entry>();
    files.set(uri, entries);
    const entry = entries.get(key);
    if (entry === undefined) entries.set(key, new Map([[root, problem]]));
    else entry.set(root, problem);
  }

  return {
    replace(root, problems, judgement) {
      const before = contributions.get(root) ?? new Map<string, LanguageProblem>();
      const after = new Map(problems.map(problem => [keyOf(problem), problem]));
      const touched = new Set<string>();
      for (const [key, { location }] of before) {
        if (!after.has(key) && remove(root, key, location.uri)) touched.add(location.uri);
      }
      for (const [key, problem] of after) {
        const known = before.get(key);
        if (known !== undefined && isSame(known, problem)) continue;
        add(root, key, problem);
        touched.add(problem.location.uri);
      }
      if (after.size === 0) contributions.delete(root);
      else contributions.set(root, after);
      const { differing, affected } = judges.replace(root, judgement);
      for (const uri of differing) if (files.has(uri)) touched.add(uri);
      for (const other of affected) {
        for (const { location } of contributions.get(other)?.values() ?? []) touched.add(location.uri);
      }
      return [...touched];
    },
    files: () => [...files.keys()],
    of(uri) {
      return [...(files.get(uri)?.values() ?? [])].flatMap(entry => {
        const [any] = entry.values();
        const roots = any === undefined ? [] : judges.judge(any, [...entry.keys()]).toSorted();
        const [first, ...others] = roots.flatMap(root => entry.get(root) ?? []);
        return first === undefined ? [] : [{ problem: withRelated(first, [first, ...others]), roots }];
      });
    },
  };
}

/**
 * Two problems with the same key are one for a reader. How one got into a cycle does not make it another one, nor does
 * what each root has that was probably meant; of an entry that is dead in all of them there is nothing else to tell.
 */
function keyOf(problem: LanguageProblem): string {
  const { code, params, location } = problem;
  if (problem.code === 'resource.cycle') return JSON.stringify([code, location, problem.params.path]);
  if (judgedIn(code) === 'every') return JSON.stringify([code, location]);
  return JSON.stringify([code, location, { ...params, nearest: undefined }]);
}

function isSame(one: LanguageProblem, other: LanguageProblem): boolean {
  if (one === other) return true;
  return JSON.stringify([one.params, one.related]) === JSON.stringify([other.params, other.related]);
}

/** The problem with the related places of every root, each once. */
function withRelated(problem: LanguageProblem, all: readonly LanguageProblem[]): LanguageProblem {
  const related = new Map<string, Location>();
  for (const other of all) {
    for (const location of other.related ?? []) related.set(JSON.stringify(location), location);
  }
  return related.size === 0 ? problem : { ...problem, related: [...related.values()] };
}
