import type { BuildResult } from '../kustomize/build.ts';
import { items, textOf } from '../kustomize/load/kustomization.ts';
import { resolvePath } from '../kustomize/load/loadFile.ts';
import type { LanguageProblem } from './languageProblem.ts';

/**
 * An object that is there twice because its component is listed twice, at the second item that lists the component, with
 * the component's own item beside it: in the component nothing is wrong. Other problems stay as they are.
 */
export function atRepeatedComponent(
  problem: LanguageProblem,
  { kustomizations }: Pick<BuildResult, 'kustomizations'>,
): LanguageProblem {
  const { location, related = [] } = problem;
  if (problem.code !== 'resource.duplicate' || 'start' in location) return problem;
  const [first, second] = related;
  // Two objects of one name are another matter.
  if (first === undefined || JSON.stringify(first) !== JSON.stringify(second)) return problem;
  const component = kustomizations.find(
    ({ file, kind }) => kind === 'Component' && file.uri === location.uri,
  );
  const [list, index] = location.path;
  if (component === undefined || typeof list !== 'string' || typeof index !== 'number') return problem;
  const own = items(component, list).map(({ node }) => resolvePath(component, textOf(node)));
  if (own.filter(path => path === own[index]).length > 1) return problem;
  const listing = kustomizations.flatMap(each =>
    items(each, 'components').filter(({ node }) => resolvePath(each, textOf(node)) === component.directory),
  );
  const last = listing.at(-1);
  if (last === undefined || listing.length < 2) return problem;
  const others = listing.slice(0, -1).map(item => item.location);
  const before = listing.find(item => item !== last && item.location.uri === last.location.uri);
  const ways = [before, last].map(item => textOf(item?.node));
  return {
    ...problem,
    params: before === undefined ? problem.params : { ...problem.params, ways, isOneItem: true },
    location: last.location,
    related: [...others, location, first],
  };
}
