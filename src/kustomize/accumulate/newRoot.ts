import { posix } from 'node:path';
import type { PathLocation } from '../../yaml/location.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { isWithin } from '../load/paths.ts';
import type { KustomizeProblem } from '../problems.ts';
import { staysIn } from '../remote/clone.ts';
import { enterRepository, type FetchedDirectory, isRepositoryCycle } from '../remote/fetched.ts';
import { shownUrl } from '../remote/problems.ts';
import type { RepoSpec } from '../remote/repoSpec.ts';
import type { Chain } from './accumulation.ts';

/** Nobody chains so many repositories; a server that makes them up does. */
const mostClones = 32;

/**
 * Whether a directory may be entered: named relatively, within the repository that names it, and neither one of those
 * above it nor a parent of them.
 */
export function isNewRoot(
  context: BuildContext,
  directory: string,
  written: string,
  location: PathLocation,
  chain: Chain,
): boolean {
  const { clone } = context;
  // A repository that is entered twice is cloned twice to kustomize, and its directories do not meet.
  const above = chain.filter(visited => visited.clone === clone);
  const entered = above.findIndex(visited => isWithin(visited.directory, directory));
  if (posix.isAbsolute(written)) report(context, 'resource.absolute-path', { path: written }, location);
  else if (!staysIn(clone, directory)) {
    report(context, 'remote.outside-repository', { path: written }, location);
  } else if (entered >= 0) reportCycle(context, above.slice(entered), directory, written, location);
  else return true;
  return false;
}

/** Tells the way round without what led into it, so that all who run into the cycle say the same. */
function reportCycle(
  context: BuildContext,
  round: Chain,
  directory: string,
  written: string,
  location: PathLocation,
): void {
  const chain = [...directories(round), directory];
  const related = round.slice(1).map(({ referrer }) => referrer);
  report(context, 'resource.cycle', { path: written, chain }, location, related);
}

/** The directory that an item names in a repository, unless the way there goes in a circle. */
export function enterClone(
  context: BuildContext,
  spec: RepoSpec,
  location: PathLocation,
  chain: Chain,
): FetchedDirectory | undefined {
  const path = shownUrl(spec.raw);
  const clones = chain.map(({ clone }) => clone);
  if (isRepositoryCycle(spec.raw, clones)) {
    report(context, 'resource.cycle', { path, chain: [...directories(chain), path] }, location);
    return undefined;
  }
  // What came from a server does not get to name repositories of this machine; the official tool would let it.
  const isLocal = (repository: string) => repository.startsWith('file://');
  const from = context.clone?.spec.repository;
  if (from !== undefined && !isLocal(from) && isLocal(spec.repository)) {
    report(context, 'remote.outside-repository', { path }, location);
    return undefined;
  }
  if (new Set(clones).size > mostClones) {
    report(context, 'remote.too-deep', { url: path, limit: mostClones }, location);
    return undefined;
  }
  context.entered.add(spec.raw);
  const fetched = enterRepository(context, spec, location);
  if (fetched === undefined) return undefined;
  // The official tool would clone for ever where each turn spells the URL differently.
  const { realpath } = fetched.entry;
  if (chain.some(({ clone, directory }) => clone !== undefined && directory === realpath)) {
    report(context, 'resource.cycle', { path, chain: [...directories(chain), path] }, location);
    return undefined;
  }
  return fetched;
}

/** Says of the problems from some index on which item led to where they stand. */
export function relate(problems: KustomizeProblem[], from: number, location: PathLocation): void {
  for (let index = from; index < problems.length; index += 1) {
    const problem = problems[index];
    if (problem === undefined || problem.location === location) continue;
    problems[index] = { ...problem, related: [...(problem.related ?? []), location] };
  }
}

function directories(chain: Chain): readonly string[] {
  return chain.map(({ directory }) => directory);
}
