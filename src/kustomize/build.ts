import type { PathLocation } from '../yaml/location.ts';
import { accumulateDirectory } from './accumulate/accumulate.ts';
import { type BuildCache, newBuildCache } from './buildCache.ts';
import { type BuildContext, lookUp, newContext, report } from './buildContext.ts';
import { addHashes } from './generate/hash.ts';
import { readKustomization } from './load/kustomizationFile.ts';
import type { KustomizeProblem } from './problems.ts';
import { fixNameReferences } from './reference/nameReferences.ts';
import { resolveVars } from './reference/varReplacement.ts';
import { annotate, readBuildMetadata } from './render/buildMetadata.ts';
import { checkRenderable, finish, isLocalConfig } from './render/render.ts';
import { sortOutput } from './render/sortOptions.ts';
import type { Resource } from './resource.ts';
import type { Entry, Need, Snapshot } from './snapshot.ts';

/** The answer of a build; never an exception for what a user wrote. */
export interface BuildResult {
  /** In the order of the output; what could be made where there are problems. */
  readonly resources: readonly Resource[];
  readonly problems: readonly KustomizeProblem[];
  /** Every path that was asked for, with what stood there. */
  readonly reads: ReadonlyMap<string, Entry>;
  /** Which of the two was built; `undefined` where the kustomization could not be read. */
  readonly kind: 'Kustomization' | 'Component' | undefined;
  /** What the snapshot lacked: load it and build again, until this is empty. */
  readonly needs: readonly Need[];
}

/**
 * Builds the kustomization of a directory (absolute path). A pure function of the snapshot: the same entries give the
 * same result. `cache` may be kept between builds, of this and of other roots. A component is built as if alone.
 */
export function build(root: string, snapshot: Snapshot, cache: BuildCache = newBuildCache()): BuildResult {
  const here: PathLocation = { uri: rootUri(root), document: 0, path: [], part: 'value' };
  const entry = snapshot.entry(root);
  if (entry?.kind !== 'directory') {
    const context = newContext(snapshot, cache);
    lookUp(context, root);
    if (entry !== undefined) report(context, 'kustomization.missing', { directory: root }, here);
    return { resources: [], kind: undefined, ...findingsOf(context) };
  }
  const { realpath, names } = entry;
  // What the output notes decides what the build records, so the root's kustomization is looked at first.
  const first = readKustomization(newContext(snapshot, cache), realpath, names, here);
  const metadata = first === undefined ? new Set<string>() : readBuildMetadata(first);
  const context = newContext(snapshot, cache, metadata.size > 0);
  lookUp(context, root);
  const accumulated = accumulateDirectory(context, realpath, names, here, []);
  let resources = addHashes(accumulated.resources);
  resources = fixNameReferences(context, resources, accumulated.config);
  resources = resolveVars(context, resources, accumulated);
  checkNamed(context, resources);
  resources = resources.filter(resource => !isLocalConfig(resource));
  if (first !== undefined) resources = sortOutput(context, first, resources);
  resources = resources.map(resource => finish(annotate(resource, metadata, realpath)));
  checkRenderable(context, resources);
  return { resources, kind: first?.kind, ...findingsOf(context) };
}

/** Patches, replacements and variables may have taken from a resource what it is known by. */
function checkNamed(context: BuildContext, resources: readonly Resource[]): void {
  // A patch that did so was reported where it stands.
  if (context.problems.some(({ code }) => code === 'resource.no-name' || code === 'resource.no-kind')) return;
  for (const { id, previous, location } of resources) {
    const { kind } = id;
    const name = previous.some(former => former.name === '') ? '' : id.name;
    if (kind === '') report(context, 'resource.no-kind', {}, location);
    else if (name === '' && !kind.endsWith('List')) report(context, 'resource.no-name', { kind }, location);
  }
}

function findingsOf({
  problems,
  reads,
  needs,
}: BuildContext): Pick<BuildResult, 'problems' | 'reads' | 'needs'> {
  return { problems, reads, needs };
}

function rootUri(root: string): string {
  return `file://${root.split('/').map(encodeURIComponent).join('/')}`;
}
