import type { BuildResult } from '../kustomize/build.ts';
import type { LanguageProblem } from './languageProblem.ts';

/**
 * A problem of a file that was fetched, at the item of the user's own file that led there, with the place in the fetched
 * one beside it: nobody can mend that. Other problems stay as they are.
 */
export function atItem(problem: LanguageProblem, { fetched }: BuildResult): LanguageProblem {
  if (!fetched.has(problem.location.uri)) return problem;
  const related = problem.related ?? [];
  const item = related.find(({ uri }) => !fetched.has(uri));
  if (item === undefined) return problem;
  return {
    ...problem,
    location: item,
    related: [problem.location, ...related.filter(other => other !== item)],
  };
}
