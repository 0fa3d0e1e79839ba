import { statSync } from 'node:fs';
import { posix } from 'node:path';

/**
 * A directory by its path below the git work tree that it lies in, with POSIX separators, so that all who cloned the
 * repository name it alike; the last part of its path where it lies in none. Empty for the top of a work tree.
 */
export function repositoryPath(directory: string): string {
  for (let top = directory; ; top = posix.dirname(top)) {
    if (statSync(posix.join(top, '.git'), { throwIfNoEntry: false }) !== undefined) {
      return posix.relative(top, directory);
    }
    if (top === posix.dirname(top)) return posix.basename(directory);
  }
}
