import { realpathSync } from 'node:fs';
import { posix } from 'node:path';

/** A path with its symbolic links resolved as far as it exists; what does not exist keeps its name. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path).replaceAll('\\', '/');
  } catch {
    const parent = posix.dirname(path);
    return parent === path ? path : posix.join(realPath(parent), posix.basename(path));
  }
}
