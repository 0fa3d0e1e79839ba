import { isMistake } from './lack.ts';
import type { LanguageProblem } from './languageProblem.ts';

/** Codes that say nothing new where the first stands at the same place. */
const implied: readonly (readonly [first: LanguageProblem['code'], second: LanguageProblem['code']])[] = [
  ['var.ambiguous', 'var.not-found'],
  ['image.not-a-string', 'image.not-a-string'],
];

/**
 * Leaves out what only follows from another problem at the same place: what the build makes of a value of the wrong
 * type, and what a second look at the same thing finds. The others keep their order.
 */
export function withoutNoise(problems: readonly LanguageProblem[]): readonly LanguageProblem[] {
  const wrong = new Set<string>();
  const seen = new Set<string>();
  for (const problem of problems) {
    if (problem.code === 'kustomization.wrong-type') wrong.add(placeOf(problem));
  }
  return problems.filter(problem => {
    const place = placeOf(problem);
    if (problem.code !== 'kustomization.wrong-type' && wrong.has(place)) return false;
    if (implied.some(([first, second]) => second === problem.code && seen.has(`${first} ${place}`)))
      return false;
    seen.add(`${problem.code} ${place}`);
    return true;
  });
}

/** Those of what rules found that do not stand where an error says already that something is wrong. */
export function besideErrors(
  found: readonly LanguageProblem[],
  problems: readonly LanguageProblem[],
): readonly LanguageProblem[] {
  const errors = new Set(problems.filter(isMistake).map(placeOf));
  return errors.size === 0 ? found : found.filter(problem => !errors.has(placeOf(problem)));
}

function placeOf({ location }: LanguageProblem): string {
  return JSON.stringify('start' in location ? location : [location.uri, location.document, location.path]);
}
