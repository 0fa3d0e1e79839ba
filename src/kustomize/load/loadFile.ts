import { posix } from 'node:path';
import type { PathLocation } from '../../yaml/location.ts';
import { type BuildContext, lookUp, report } from '../buildContext.ts';
import { loadUrl } from '../remote/fetched.ts';
import { isHttpUrl } from '../remote/request.ts';
import type { Entry } from '../snapshot.ts';
import type { Kustomization } from './kustomization.ts';
import { kustomizationFileNames } from './kustomizationFile.ts';
import { isWithin, nearestName } from './paths.ts';

/** An entry of a snapshot that can be read. */
export type FileEntry = Extract<Entry, { kind: 'file' }>;

/**
 * The file that a kustomization names: an HTTP file, or one under the load restriction, which is to say in or below the
 * kustomization's own directory once all links are followed. Reports at `location` why there is none; `undefined` also
 * where it is not known yet.
 */
export function loadFile(
  context: BuildContext,
  kustomization: Kustomization,
  written: string,
  location: PathLocation,
): FileEntry | undefined {
  if (isHttpUrl(written)) return loadUrl(context, written, location);
  const path = resolvePath(kustomization, written);
  const entry = lookUp(context, path);
  if (entry === undefined) return undefined;
  if (entry.kind === 'file') {
    return isReadable(context, kustomization, entry, written, location) ? entry : undefined;
  }
  if (entry.kind === 'directory') report(context, 'file.is-directory', { path: written }, location);
  else if (entry.kind === 'absent') reportAbsent(context, kustomization, written, location);
  else report(context, 'resource.unreadable', { path: written, reason: entry.reason }, location);
  return undefined;
}

/** An item's absolute path. */
export function resolvePath(kustomization: Kustomization, written: string): string {
  return posix.isAbsolute(written)
    ? posix.normalize(written)
    : posix.join(kustomization.directory, written).replace(/(?<=.)\/$/, '');
}

/** Whether the load restriction allows a file; reports where it does not. It cannot be lifted for what was fetched. */
export function isReadable(
  context: BuildContext,
  kustomization: Kustomization,
  entry: FileEntry,
  written: string,
  location: PathLocation,
): boolean {
  if (context.options.loadRestrictor === 'none' && context.clone === undefined) return true;
  if (isWithin(posix.dirname(entry.realpath), kustomization.directory)) return true;
  report(context, 'resource.outside-root', { path: written, root: kustomization.directory }, location);
  return false;
}

/**
 * Reports that nothing stands at a path that a kustomization names, with what is most like it there and can be meant: no
 * kustomization file, and no directory that the kustomization itself lies in.
 */
export function reportAbsent(
  context: BuildContext,
  kustomization: Kustomization,
  written: string,
  location: PathLocation,
): void {
  if (isPattern(written)) {
    report(context, 'resource.not-found', { path: written, isPattern: true }, location);
    return;
  }
  const path = resolvePath(kustomization, written);
  const directory = posix.dirname(path);
  const parent = lookUp(context, directory);
  const names = parent?.kind === 'directory' ? parent.names : [];
  const isRestricted = context.options.loadRestrictor === 'root-only' || context.clone !== undefined;
  const isOutside = isRestricted && !isWithin(directory, kustomization.directory);
  const possible = names.filter(name => {
    // Out there are bases to be had, and no files.
    if (isOutside && /\.(?:ya?ml|json)$/i.test(name)) return false;
    return canBeNamed(kustomization, posix.join(directory, name));
  });
  const name = nearestName(posix.basename(path), possible);
  const nearest = name === undefined ? undefined : posix.join(posix.dirname(written), name);
  report(context, 'resource.not-found', { path: written, ...(nearest ? { nearest } : {}) }, location);
}

/** Whether a path is a pattern as shells have them, which kustomize has none of. */
function isPattern(written: string): boolean {
  return /\*|\[[^\]]+\]/.test(written);
}

/** Whether a kustomization can name a path: it takes others by their directories, and those above it lead back to it. */
export function canBeNamed({ directory }: Pick<Kustomization, 'directory'>, path: string): boolean {
  return !kustomizationFileNames.some(name => name === posix.basename(path)) && !isWithin(directory, path);
}
