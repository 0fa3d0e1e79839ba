import { posix } from 'node:path';
import type { BuildResult } from '../kustomize/build.ts';
import type { LanguageProblem } from './languageProblem.ts';

/**
 * A problem whose paths are told as one reads them in the file that it stands in: builds know them from the root of the
 * disk. All roots that run into it tell the same. Other problems stay as they are.
 */
export function withShortPaths(
  problem: LanguageProblem,
  { kustomizations }: Pick<BuildResult, 'kustomizations'>,
): LanguageProblem {
  const { uri } = problem.location;
  const from = kustomizations.find(({ file }) => file.uri === uri)?.directory;
  if (from === undefined) return problem;
  const short = (path: string) => (posix.isAbsolute(path) ? posix.relative(from, path) || '.' : path);
  switch (problem.code) {
    case 'kustomization.missing':
      return { ...problem, params: { ...problem.params, directory: short(problem.params.directory) } };
    case 'kustomization.several':
      return { ...problem, params: { ...problem.params, directory: short(problem.params.directory) } };
    case 'component.unexpected':
      return { ...problem, params: { path: short(problem.params.path) } };
    case 'resource.outside-root':
      // Of a chart's values, which nobody wrote; other paths are told as they are written.
      if (!('path' in problem.location) || problem.location.path[0] !== 'helmCharts') return problem;
      return { ...problem, params: { ...problem.params, path: short(problem.params.path) } };
    case 'helm.no-chart':
      return { ...problem, params: { ...problem.params, path: short(problem.params.path) } };
    case 'resource.cycle': {
      const { path, chain } = problem.params;
      return { ...problem, params: { path, chain: withoutCommonPart(chain) } };
    }
    default:
      return problem;
  }
}

/** Directories by what tells them apart; what is no path stays. */
function withoutCommonPart(chain: readonly string[]): readonly string[] {
  const paths = chain.filter(each => posix.isAbsolute(each));
  const [first = '/'] = paths;
  let common = posix.dirname(first);
  while (common !== '/' && !paths.every(each => each.startsWith(`${common}/`)))
    common = posix.dirname(common);
  return chain.map(each => (posix.isAbsolute(each) ? posix.relative(common, each) : each));
}
