import { posix } from 'node:path';
import type { PathLocation } from '../../yaml/location.ts';
import { type BuildContext, lookUp, report, reportFailure } from '../buildContext.ts';
import { type Item, items, type Kustomization, textOf } from '../load/kustomization.ts';
import { kustomizationFileNames } from '../load/kustomizationFile.ts';
import { type FileEntry, isReadable, reportAbsent, resolvePath } from '../load/loadFile.ts';
import { type ParsedResources, parseResources } from '../load/resourceFile.ts';
import { textProblem } from '../load/textFile.ts';
import type { KustomizeProblem } from '../problems.ts';
import { type Clone, originIn, originOfUrl, type RemoteOrigin } from '../remote/clone.ts';
import { fetchUrl } from '../remote/fetched.ts';
import { parseRepoSpec, type RepoSpec } from '../remote/repoSpec.ts';
import { isHttpUrl } from '../remote/request.ts';
import type { ResourceSet } from '../resourceSet.ts';
import type { Entry } from '../snapshot.ts';
import type { Accumulated, Chain } from './accumulation.ts';
import { enterClone, isNewRoot, relate } from './newRoot.ts';

/** What the items of one kustomization are gathered with. */
export interface Gathering {
  readonly context: BuildContext;
  readonly kustomization: Kustomization;
  readonly set: ResourceSet;
  readonly chain: Chain;
  /** Builds a base, which may have been fetched, and gives what it hands on. */
  readonly buildBase: (
    entry: DirectoryEntry,
    location: PathLocation,
    clone: Clone | undefined,
  ) => Accumulated;
}

/** An entry of a snapshot that a base may stand in. */
export type DirectoryEntry = Extract<Entry, { kind: 'directory' }>;

/** Adds the resources that the items of some fields name; gives what the bases among them hand on. */
export function gatherItems(gathering: Gathering, names: readonly string[]): readonly Accumulated[] {
  return names
    .flatMap(name => items(gathering.kustomization, name))
    .map(item => gatherItem(gathering, item))
    .filter(base => base !== undefined);
}

/** Adds what one item names: a file, local or of an HTTP server, else a repository, else a directory. */
export function gatherItem(gathering: Gathering, item: Item): Accumulated | undefined {
  const { context, kustomization } = gathering;
  const written = textOf(item.node);
  if (written === '') {
    report(context, 'resource.empty-path', {}, item.location);
    return undefined;
  }
  const spec = parseRepoSpec(written);
  if (isHttpUrl(written)) return gatherUrl(gathering, written, spec, item.location);
  const path = resolvePath(kustomization, written);
  const entry = lookUp(context, path);
  if (entry === undefined) return undefined;
  if (entry.kind === 'file') gatherFile(gathering, entry, written, item.location);
  else if (spec !== undefined) return gatherRepository(gathering, spec, item.location);
  else if (entry.kind === 'directory') return gatherBase(gathering, entry, written, item.location);
  else if (entry.kind === 'absent') reportAbsent(context, kustomization, written, item.location);
  else report(context, 'resource.unreadable', { path: written, reason: entry.reason }, item.location);
  return undefined;
}

function gatherUrl(
  gathering: Gathering,
  url: string,
  spec: RepoSpec | undefined,
  location: PathLocation,
): Accumulated | undefined {
  const { context, kustomization, chain } = gathering;
  const fetched = fetchUrl(context, url, spec);
  if (fetched === undefined) return undefined;
  if (fetched.kind === 'failed') {
    const { code } = fetched.failure;
    if (spec !== undefined && code !== 'remote.not-allowed')
      return gatherRepository(gathering, spec, location);
    reportFailure(context, fetched.failure, location);
    return undefined;
  }
  // The page that a web server shows for a repository is no manifest.
  const isManifest = textProblem(fetched) === undefined && parseOnce(context, fetched).problems.length === 0;
  if (spec !== undefined && !isManifest) return gatherRepository(gathering, spec, location);
  const root = chain[0]?.directory ?? kustomization.directory;
  const origin = originOfUrl(url, spec, context.clone, kustomization.directory, root);
  addResources(gathering, fetched, location, origin);
  return undefined;
}

function gatherFile(gathering: Gathering, entry: FileEntry, written: string, location: PathLocation): void {
  const { context, kustomization } = gathering;
  if (!isReadable(context, kustomization, entry, written, location)) return;
  addResources(gathering, entry, location, originIn(context.clone, entry.file.path));
}

function addResources(
  { context, kustomization, set }: Gathering,
  entry: FileEntry,
  location: PathLocation,
  origin: RemoteOrigin | undefined,
): void {
  const broken = textProblem(entry);
  if (broken !== undefined) {
    context.problems.push({ ...broken, related: [location] });
    return;
  }
  const parsed = parseOnce(context, entry);
  // What is wrong with keys shows in the end, where a patch has not taken them out.
  const carried = new Set(parsed.resources.flatMap(({ keyProblems }) => keyProblems));
  for (const problem of parsed.problems) {
    if (carried.has(problem)) continue;
    const ofItem = atKustomizationItem(problem, entry, kustomization, location);
    context.problems.push(ofItem ?? { ...problem, related: [location] });
  }
  for (const resource of parsed.resources) {
    set.append(origin === undefined ? resource : { ...resource, origin }, location);
  }
}

/** A kustomization file that is listed as a resource, told at the item: in the file itself nothing is wrong. */
function atKustomizationItem(
  problem: KustomizeProblem,
  { file }: FileEntry,
  kustomization: Kustomization,
  location: PathLocation,
): KustomizeProblem | undefined {
  if (!kustomizationFileNames.some(name => name === posix.basename(file.path))) return undefined;
  const kustomizationFile = file.uri === kustomization.file.uri ? 'own' : 'other';
  if (problem.code === 'resource.no-kind') return { ...problem, params: { kustomizationFile }, location };
  if (problem.code !== 'resource.no-name') return undefined;
  return { ...problem, params: { ...problem.params, kustomizationFile }, location };
}

function parseOnce(context: BuildContext, { file }: FileEntry): ParsedResources {
  let parsed = context.cache.resourceFiles.get(file);
  if (parsed === undefined) {
    parsed = parseResources(file);
    context.cache.resourceFiles.set(file, parsed);
  }
  return parsed;
}

function gatherRepository(
  gathering: Gathering,
  spec: RepoSpec,
  location: PathLocation,
): Accumulated | undefined {
  const { context, chain } = gathering;
  const fetched = enterClone(context, spec, location, chain);
  if (fetched === undefined) return undefined;
  const before = context.problems.length;
  const base = addBase(gathering, fetched.entry, location, fetched.clone);
  relate(context.problems, before, location);
  return base;
}

function gatherBase(
  gathering: Gathering,
  entry: DirectoryEntry,
  written: string,
  location: PathLocation,
): Accumulated | undefined {
  const { context, chain } = gathering;
  if (!isNewRoot(context, entry.realpath, written, location, chain)) return undefined;
  return addBase(gathering, entry, location, context.clone);
}

function addBase(
  { set, buildBase }: Gathering,
  entry: DirectoryEntry,
  location: PathLocation,
  clone: Clone | undefined,
): Accumulated {
  const base = buildBase(entry, location, clone);
  for (const resource of base.resources) set.append(resource, location);
  return base;
}
