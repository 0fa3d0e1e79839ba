import { posix } from 'node:path';
import { isWithin } from '../kustomize/load/paths.ts';

/** A directory outside the workspace that is to be watched: what lies right in it, or all below it. */
export interface OutsideWatch {
  readonly directory: string;
  readonly recursive: boolean;
}

/** More watches than this are not asked for: beyond, directories are watched together with their neighbours. */
export const mostWatches = 32;
/** A directory nearer to the top than this (`/home/ann` has two steps) is never watched as a whole. */
const leastSteps = 3;

/**
 * The directories to watch so that nothing changes unseen at `paths` that lie in none of `folders`: where each path
 * is listed, and where that directory is, since it may come and go too. `isDirectory` tells what is there now.
 */
export function planOutsideWatches(
  paths: Iterable<string>,
  folders: readonly string[],
  isDirectory: (path: string) => boolean,
): readonly OutsideWatch[] {
  const isOutside = (path: string) => !folders.some(folder => isWithin(path, folder));
  const flat = new Set<string>();
  for (const path of paths) {
    if (!isOutside(path)) continue;
    const listing = nearestDirectory(posix.dirname(path), isDirectory);
    for (const directory of [listing, posix.dirname(listing)]) {
      if (isOutside(directory) && directory !== posix.dirname(directory)) flat.add(directory);
    }
  }
  let watches: OutsideWatch[] = [...flat].map(directory => ({ directory, recursive: false }));
  while (watches.length > mostWatches) {
    const fewer = together(watches);
    if (fewer.length === watches.length) break;
    watches = fewer;
  }
  return watches.slice(0, mostWatches).sort((a, b) => (a.directory < b.directory ? -1 : 1));
}

function nearestDirectory(path: string, isDirectory: (path: string) => boolean): string {
  let at = path;
  while (!isDirectory(at) && at !== posix.dirname(at)) at = posix.dirname(at);
  return at;
}

/** The deepest directories give way to those that hold them, watched with all below. */
function together(watches: readonly OutsideWatch[]): OutsideWatch[] {
  const steps = (path: string) => path.split('/').length - 1;
  const depth = Math.max(...watches.map(({ directory }) => steps(directory)));
  if (depth <= leastSteps) return [...watches];
  const recursive = new Set<string>();
  for (const watch of watches) {
    if (steps(watch.directory) === depth) recursive.add(posix.dirname(watch.directory));
    else if (watch.recursive) recursive.add(watch.directory);
  }
  const isCovered = ({ directory }: OutsideWatch) => [...recursive].some(above => isWithin(directory, above));
  return [
    ...[...recursive].map(directory => ({ directory, recursive: true })),
    ...watches.filter(watch => !isCovered(watch)),
  ];
}
