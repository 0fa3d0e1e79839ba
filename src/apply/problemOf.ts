import type { Location } from '../yaml/location.ts';
import type { ApplyProblem, ApplyProblems } from './problems.ts';

/** A problem of one object. */
export function problemOf<Code extends keyof ApplyProblems>(
  code: Code,
  params: ApplyProblems[Code],
  location: Location,
): ApplyProblem {
  return { code, params, severity: 'error', location } as unknown as ApplyProblem;
}
