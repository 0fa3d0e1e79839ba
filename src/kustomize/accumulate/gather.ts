import { posix } from 'node:path';
import type { PathLocation } from '../../yaml/location.ts';
import { type BuildContext, lookUp, report } from '../buildContext.ts';
import { type Item, items, type Kustomization, textOf } from '../load/kustomizationFile.ts';
import { type FileEntry, isReadable, reportAbsent, resolvePath } from '../load/loadFile.ts';
import { isWithin } from '../load/paths.ts';
import { isRemote } from '../load/remoteUrl.ts';
import { parseResources } from '../load/resourceFile.ts';
import { textProblem } from '../load/textFile.ts';
import type { ResourceSet } from '../resourceSet.ts';
import type { Entry } from '../snapshot.ts';
import type { Accumulated, Chain } from './accumulation.ts';

/** What the items of one kustomization are gathered with. */
export interface Gathering {
  readonly context: BuildContext;
  readonly kustomization: Kustomization;
  readonly set: ResourceSet;
  readonly chain: Chain;
  /** Builds a base and gives what it hands on. */
  readonly buildBase: (entry: DirectoryEntry, location: PathLocation) => Accumulated;
}

export type DirectoryEntry = Extract<Entry, { kind: 'directory' }>;

/** Adds the resources that the items of some fields name; gives what the bases among them hand on. */
export function gatherItems(gathering: Gathering, names: readonly string[]): readonly Accumulated[] {
  return names
    .flatMap(name => items(gathering.kustomization, name))
    .map(item => gatherItem(gathering, item))
    .filter(base => base !== undefined);
}

/** Adds what one item names. */
export function gatherItem(gathering: Gathering, item: Item): Accumulated | undefined {
  const { context, kustomization } = gathering;
  const written = textOf(item.node);
  if (written === '') {
    report(context, 'resource.empty-path', {}, item.location);
    return undefined;
  }
  if (isRemote(written)) {
    context.needs.push({ kind: 'remote', url: written });
    report(context, 'resource.remote', { url: written }, item.location);
    return undefined;
  }
  const path = resolvePath(kustomization, written);
  const entry = lookUp(context, path);
  if (entry?.kind === 'directory') return gatherBase(gathering, entry, written, item.location);
  if (entry?.kind === 'file') gatherFile(gathering, entry, written, item.location);
  else if (entry?.kind === 'absent') reportAbsent(context, path, written, item.location);
  else if (entry !== undefined) {
    report(context, 'resource.unreadable', { path: written, reason: entry.reason }, item.location);
  }
  return undefined;
}

function gatherFile(
  { context, kustomization, set }: Gathering,
  entry: FileEntry,
  written: string,
  location: PathLocation,
): void {
  if (!isReadable(context, kustomization, entry, written, location)) return;
  const broken = textProblem(entry);
  if (broken !== undefined) {
    context.problems.push({ ...broken, related: [location] });
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
  { context, set, chain, buildBase }: Gathering,
  entry: DirectoryEntry,
  written: string,
  location: PathLocation,
): Accumulated | undefined {
  if (!isNewRoot(context, entry.realpath, written, location, chain)) return undefined;
  const base = buildBase(entry, location);
  for (const resource of base.resources) set.append(resource, location);
  return base;
}

/** Whether a directory may be entered: named relatively, and neither one of those above it nor a parent of them. */
export function isNewRoot(
  context: BuildContext,
  directory: string,
  written: string,
  location: PathLocation,
  chain: Chain,
): boolean {
  const entered = chain.findIndex(visited => isWithin(visited.directory, directory));
  if (posix.isAbsolute(written)) report(context, 'resource.absolute-path', { path: written }, location);
  else if (entered >= 0) reportCycle(context, chain.slice(entered), directory, written, location);
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
  const chain = [...round.map(link => link.directory), directory];
  const related = round.slice(1).map(link => link.referrer);
  report(context, 'resource.cycle', { path: written, chain }, location, related);
}
