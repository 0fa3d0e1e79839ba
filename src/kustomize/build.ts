import type { PathLocation } from '../yaml/location.ts';
import { get } from '../yaml/node.ts';
import { accumulateDirectory } from './accumulate/accumulate.ts';
import { type BuildCache, newBuildCache } from './buildCache.ts';
import { type BuildContext, lookUp, newContext, report } from './buildContext.ts';
import type { Effect } from './effect.ts';
import { addHashes } from './generate/hash.ts';
import { chartKey } from './helm/request.ts';
import type { Kustomization } from './load/kustomization.ts';
import { readKustomization } from './load/kustomizationFile.ts';
import { isWithin } from './load/paths.ts';
import { type BuildOptions, defaultOptions } from './options.ts';
import type { KustomizeProblem } from './problems.ts';
import { fixNameReferences } from './reference/nameReferences.ts';
import { resolveVars } from './reference/varReplacement.ts';
import { requestKey } from './remote/request.ts';
import {
  annotate,
  type BuildMetadata,
  noteLocation,
  readBuildMetadata,
  withManagedByLabel,
} from './render/buildMetadata.ts';
import { checkAnnotations, checkRenderable } from './render/checkRenderable.ts';
import { finish, isLocalConfig } from './render/render.ts';
import { sortOutput } from './render/sortOptions.ts';
import { formatId, nonNullAt, type Resource } from './resource.ts';
import type { Chart, Entry, Need, Remote, Snapshot } from './snapshot.ts';

/** The answer of a build; never an exception for what a user wrote. */
export interface BuildResult {
  /** In the order of the output; what could be made where there are problems. */
  readonly resources: readonly Resource[];
  readonly problems: readonly KustomizeProblem[];
  /** Every path that was asked for, with what stood there. */
  readonly reads: ReadonlyMap<string, Entry>;
  /** The keys of everything that was asked for and is no path: see `requestKey` and `chartKey`. */
  readonly requests: ReadonlySet<string>;
  /** The URIs of files that were fetched or rendered. */
  readonly fetched: ReadonlySet<string>;
  /** Which of the two was built; `undefined` where the kustomization could not be read. */
  readonly kind: 'Kustomization' | 'Component' | undefined;
  /** What the snapshot lacked: load it and build again, until this is empty. */
  readonly needs: readonly Need[];
  /** What entries did, for rules about those that do nothing. */
  readonly effects: readonly Effect[];
  /** Every kustomization that took part, each once: the root's, and those of bases and components. */
  readonly kustomizations: readonly Kustomization[];
}

/**
 * Builds the kustomization of a directory (absolute path). A pure function of the snapshot: the same entries give the
 * same result. `cache` may be kept between builds, of this and of other roots. A component is built as if alone.
 */
export function build(
  root: string,
  snapshot: Snapshot,
  cache: BuildCache = newBuildCache(),
  options: BuildOptions = defaultOptions,
): BuildResult {
  const inherited = { options, clone: options.repository };
  const here: PathLocation = { uri: rootUri(root), document: 0, path: [], part: 'value' };
  const entry = snapshot.entry(root);
  if (entry?.kind !== 'directory') {
    const context = newContext(snapshot, cache, inherited);
    lookUp(context, root);
    if (entry !== undefined) report(context, 'kustomization.missing', { directory: root }, here);
    return { resources: [], kind: undefined, ...findingsOf(context) };
  }
  const { realpath, names } = entry;
  // What the output notes decides what the build records, so the root's kustomization is looked at first.
  const first = readKustomization(newContext(snapshot, cache, inherited), realpath, names, here);
  let metadata: BuildMetadata = first === undefined ? new Map() : readBuildMetadata(first);
  if (options.managedByLabel && first !== undefined) metadata = withManagedByLabel(metadata, first);
  const recordsTransformations = metadata.size > 0;
  const context = newContext(snapshot, cache, { ...inherited, recordsTransformations });
  lookUp(context, root);
  const accumulated = accumulateDirectory(context, realpath, names, here, []);
  let resources = addHashes(accumulated.resources);
  resources = fixNameReferences(context, resources, accumulated.config);
  resources = resolveVars(context, resources, accumulated);
  checkNamed(context, resources);
  checkAnnotations(context, resources);
  resources = resources.filter(resource => !isLocalConfig(resource));
  if (first !== undefined) resources = sortOutput(context, first, resources);
  const asked = first === undefined ? undefined : noteLocation(first, 'managedByLabel');
  const refuse = (resource: Resource) => {
    const params = { resource: formatId(resource.id), field: 'metadata.labels' };
    report(context, 'transformer.bad-field', params, asked ?? resource.location, [resource.location]);
  };
  resources = resources.map(resource => finish(annotate(resource, metadata, realpath, refuse)));
  checkRenderable(context, resources);
  return { resources, kind: first?.kind, ...findingsOf(context) };
}

/**
 * Patches, replacements and variables may have taken from a resource what it is known by. The official tool panics on
 * one that had none for a while, if it ever had one before a change of its name or namespace.
 */
function checkNamed(context: BuildContext, resources: readonly Resource[]): void {
  for (const { node, previous, location, unnamedBy } of resources) {
    const kind = nonNullAt(node, 'kind');
    const name = nonNullAt(get(node, 'metadata'), 'name');
    const isPartly = (part: 'kind' | 'name') =>
      previous.some(former => former.name !== '') && previous.some(former => former[part] === '');
    const comma = previous.find(former => former.name.includes(','));
    const [at, ...related] = unnamedBy === undefined ? [location] : [unnamedBy, location];
    if (comma !== undefined) report(context, 'resource.comma-in-name', { name: comma.name }, at, related);
    else if (kind === '' || isPartly('kind')) report(context, 'resource.no-kind', {}, at, related);
    else if ((name === '' && !kind.endsWith('List')) || isPartly('name')) {
      report(context, 'resource.no-name', { kind }, at, related);
    }
  }
}

function findingsOf({
  problems,
  reads,
  remotes,
  charts,
  needs,
  effects,
  kustomizations,
}: BuildContext): Omit<BuildResult, 'resources' | 'kind'> {
  const asked = needs.flatMap(need => (need.kind === 'entry' ? [] : [keyOf(need)]));
  const requests = new Set([...remotes.keys(), ...charts.keys(), ...asked]);
  const places = [
    ...[...remotes.values()].map(({ remote }) => placeOf(remote)),
    ...[...charts.values()].map(({ chart }) => placeOf(chart)),
  ].filter(place => place !== undefined);
  return {
    problems,
    reads,
    requests,
    fetched: filesIn(places, reads),
    needs,
    effects,
    kustomizations: [...new Set(kustomizations)],
  };
}

function filesIn(places: readonly string[], reads: BuildResult['reads']): ReadonlySet<string> {
  const uris = new Set<string>();
  if (places.length === 0) return uris;
  for (const [path, entry] of reads) {
    if (entry.kind === 'file' && places.some(place => isWithin(path, place))) uris.add(entry.file.uri);
  }
  return uris;
}

function placeOf(answer: Remote | Chart): string | undefined {
  if (answer.kind === 'failed') return undefined;
  if (answer.kind === 'repository') return answer.root;
  return answer.kind === 'pulled' ? answer.directory : answer.path;
}

function keyOf(need: Exclude<Need, { kind: 'entry' }>): string {
  return need.kind === 'remote' ? requestKey(need.request) : chartKey(need.request);
}

function rootUri(root: string): string {
  return `file://${root.split('/').map(encodeURIComponent).join('/')}`;
}
