import type { BuildResult } from '../kustomize/build.ts';
import { textOf } from '../kustomize/load/kustomization.ts';
import { resolvePath } from '../kustomize/load/loadFile.ts';
import type { PathLocation } from '../yaml/location.ts';
import { getIn } from '../yaml/node.ts';
import type { LanguageProblem } from './languageProblem.ts';
import { atRepeatedComponent } from './repeatedComponent.ts';

/**
 * An object that comes in twice from the same place, with the two entries that bring it: one file listed twice, or two
 * bases that share a third; and that of a component that is listed twice. Other problems stay as they are.
 */
export function withBothWays(problem: LanguageProblem, { kustomizations }: BuildResult): LanguageProblem {
  const repeated = atRepeatedComponent(problem, { kustomizations });
  if (repeated !== problem) return repeated;
  const { location, related = [] } = problem;
  const [object, again, entry] = related;
  if (problem.code !== 'resource.duplicate' || object === undefined || entry === undefined) return problem;
  if (JSON.stringify(object) !== JSON.stringify(again)) {
    return {
      ...problem,
      related: [entry, object, ...related.filter(each => each !== entry && each !== object)],
    };
  }
  if ('start' in location || 'start' in entry) return problem;
  const [first, second] = [entry, location].map(place => wayAt(place, kustomizations));
  if (first === undefined || second === undefined) return problem;
  const isOneItem = first.path === second.path;
  return {
    ...problem,
    params: {
      ...problem.params,
      ways: [first.written, second.written],
      ...(isOneItem ? { isOneItem } : {}),
    },
    related: isOneItem ? [entry] : [entry, object],
  };
}

/** What an entry says, and where that leads; `undefined` where it is no path. */
function wayAt(
  { uri, path }: PathLocation,
  kustomizations: BuildResult['kustomizations'],
): { readonly written: string; readonly path: string } | undefined {
  const kustomization = kustomizations.find(({ file }) => file.uri === uri);
  const written = kustomization === undefined ? '' : textOf(getIn(kustomization.node, path));
  if (kustomization === undefined || written === '') return undefined;
  return { written, path: resolvePath(kustomization, written) };
}
