import { posix } from 'node:path';
import type { PathLocation } from '../yaml/location.ts';
import { isFresh } from './buildCache.ts';
import { absorb, type BuildContext, lookUp, newContext, report } from './buildContext.ts';
import {
  type Item,
  items,
  type Kustomization,
  readKustomization,
  reportUnsupported,
  textOf,
} from './kustomizationFile.ts';
import { isWithin, nearestName } from './paths.ts';
import type { KustomizeProblem } from './problems.ts';
import { isRemote } from './remoteUrl.ts';
import type { Resource } from './resource.ts';
import { parseResources } from './resourceFile.ts';
import { createResourceSet, type ResourceSet } from './resourceSet.ts';
import type { Entry, Need } from './snapshot.ts';
import { transform } from './transform/transform.ts';

/** The resources of a directory after its own transformers, with everything that was read and found on the way. */
export interface Accumulation {
  readonly resources: readonly Resource[];
  readonly reads: ReadonlyMap<string, Entry> & Map<string, Entry>;
  readonly needs: Need[];
  readonly problems: KustomizeProblem[];
}

/** The directories from the root of the build down to the present one, as real paths. */
export type Chain = readonly string[];

/**
 * Builds a directory (real path) as a base: its resources, then its transformers. A memo serves where every file
 * it read is unchanged; what depends on the chain above (a cycle) is never remembered.
 */
export function accumulateDirectory(
  context: BuildContext,
  directory: string,
  names: readonly string[],
  referrer: PathLocation,
  chain: Chain,
): readonly Resource[] {
  const memo = context.cache.directories.get(directory);
  if (memo !== undefined && isFresh(memo.reads, context.snapshot)) {
    absorb(context, memo);
    return memo.resources;
  }
  const own = newContext(context.snapshot, context.cache);
  const kustomization = readKustomization(own, directory, names, referrer);
  let resources: readonly Resource[] = [];
  if (kustomization?.kind === 'Component' && chain.length > 0) {
    report(own, 'component.unexpected', { path: directory }, referrer);
  } else if (kustomization !== undefined) {
    resources = accumulateTarget(own, kustomization, [], [...chain, directory]);
    const remembered =
      own.needs.length === 0 && !own.problems.some(problem => problem.code === 'resource.cycle');
    if (remembered) context.cache.directories.set(directory, { ...own, resources });
  }
  absorb(context, own);
  return resources;
}

/** Fields that the engine carries out; every other one is reported as unsupported. */
const supported = new Set([
  'apiVersion',
  'kind',
  'metadata',
  'resources',
  'bases',
  'namePrefix',
  'images',
  'imageTags',
]);

/** Runs one kustomization over the resources that are there before it: none, but for a component. */
function accumulateTarget(
  context: BuildContext,
  kustomization: Kustomization,
  before: readonly Resource[],
  chain: Chain,
): readonly Resource[] {
  const set = createResourceSet(context, before);
  const gathering = { context, kustomization, set, chain };
  for (const name of ['resources', 'bases']) {
    for (const item of items(kustomization, name)) gatherItem(gathering, item);
  }
  reportUnsupported(context, kustomization, supported);
  return transform(context, kustomization, set.resources);
}

/** What the items of one kustomization are gathered with. */
interface Gathering {
  readonly context: BuildContext;
  readonly kustomization: Kustomization;
  readonly set: ResourceSet;
  readonly chain: Chain;
}

function gatherItem(gathering: Gathering, item: Item): void {
  const { context, kustomization } = gathering;
  const written = textOf(item.node);
  if (written === '') {
    report(context, 'resource.empty-path', {}, item.location);
    return;
  }
  if (isRemote(written)) {
    context.needs.push({ kind: 'remote', url: written });
    report(context, 'resource.remote', { url: written }, item.location);
    return;
  }
  const path = posix.isAbsolute(written)
    ? posix.normalize(written)
    : posix.join(kustomization.directory, written);
  const entry = lookUp(context, path);
  if (entry === undefined) return;
  if (entry.kind === 'file') gatherFile(gathering, entry, written, item.location);
  else if (entry.kind === 'directory') gatherBase(gathering, entry, written, item.location);
  else if (entry.kind === 'absent') reportAbsent(context, path, written, item.location);
  else report(context, 'resource.unreadable', { path: written, reason: entry.reason }, item.location);
}

function gatherFile(
  { context, kustomization, set }: Gathering,
  entry: Extract<Entry, { kind: 'file' }>,
  written: string,
  location: PathLocation,
): void {
  if (!isWithin(posix.dirname(entry.realpath), kustomization.directory)) {
    report(context, 'resource.outside-root', { path: written, root: kustomization.directory }, location);
    return;
  }
  let parsed = context.cache.resourceFiles.get(entry.file);
  if (parsed === undefined) {
    parsed = parseResources(entry.file);
    context.cache.resourceFiles.set(entry.file, parsed);
  }
  for (const problem of parsed.problems) context.problems.push({ ...problem, related: [location] });
  for (const resource of parsed.resources) set.append(resource, location);
}

function gatherBase(
  { context, set, chain }: Gathering,
  entry: Extract<Entry, { kind: 'directory' }>,
  written: string,
  location: PathLocation,
): void {
  const directory = entry.realpath;
  if (posix.isAbsolute(written)) {
    report(context, 'resource.absolute-path', { path: written }, location);
    return;
  }
  if (chain.some(visited => isWithin(visited, directory))) {
    report(context, 'resource.cycle', { path: written, chain: [...chain, directory] }, location);
    return;
  }
  const resources = accumulateDirectory(context, directory, entry.names, location, chain);
  for (const resource of resources) set.append(resource, location);
}

function reportAbsent(context: BuildContext, path: string, written: string, location: PathLocation): void {
  const parent = lookUp(context, posix.dirname(path));
  const names = parent?.kind === 'directory' ? parent.names : [];
  const name = nearestName(posix.basename(path), names);
  const nearest = name === undefined ? undefined : posix.join(posix.dirname(written), name);
  report(context, 'resource.not-found', { path: written, ...(nearest ? { nearest } : {}) }, location);
}
