import type { PlacedFinding } from '../language/placedFindings.ts';
import type { Severity } from '../yaml/problem.ts';

/** How many problems of which severity. */
export type ProblemCounts = Readonly<Record<Severity, number>>;

/** How many problems roots run into, as loud as they are shown. */
export interface RootProblems {
  /** Replaces what is known of a file by what is shown of it now. */
  note(uri: string, placed: readonly PlacedFinding[]): void;
  of(root: string): ProblemCounts;
  /** Another number whenever any count changed. */
  readonly version: number;
}

const none: ProblemCounts = { error: 0, warning: 0, information: 0, hint: 0 };

/** Nothing is shown yet. */
export function createRootProblems(): RootProblems {
  const files = new Map<string, ReadonlyMap<string, ProblemCounts>>();
  const totals = new Map<string, ProblemCounts>();
  let version = 0;

  function add(counts: ReadonlyMap<string, ProblemCounts>, sign: 1 | -1): void {
    for (const [root, more] of counts) totals.set(root, summed(totals.get(root) ?? none, more, sign));
  }

  return {
    note(uri, placed) {
      const before = files.get(uri) ?? new Map<string, ProblemCounts>();
      const after = countsIn(placed);
      if (JSON.stringify([...before]) === JSON.stringify([...after])) return;
      version += 1;
      add(before, -1);
      add(after, 1);
      if (after.size === 0) files.delete(uri);
      else files.set(uri, after);
    },
    of: root => totals.get(root) ?? none,
    get version() {
      return version;
    },
  };
}

function countsIn(placed: readonly PlacedFinding[]): ReadonlyMap<string, ProblemCounts> {
  const counts = new Map<string, ProblemCounts>();
  for (const { finding } of placed) {
    const one = { ...none, [finding.problem.severity]: 1 };
    for (const root of finding.roots) counts.set(root, summed(counts.get(root) ?? none, one, 1));
  }
  return counts;
}

function summed(counts: ProblemCounts, more: ProblemCounts, sign: 1 | -1): ProblemCounts {
  return {
    error: counts.error + sign * more.error,
    warning: counts.warning + sign * more.warning,
    information: counts.information + sign * more.information,
    hint: counts.hint + sign * more.hint,
  };
}
