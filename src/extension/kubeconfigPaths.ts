import { isAbsolute, join, resolve } from 'node:path';

/** What paths of a setting start at. */
export interface PathBases {
  readonly home: string;
  /** The folders of the workspace, in their order. */
  readonly folders: readonly string[];
}

/**
 * The absolute paths that `kubewright.kubeconfigs` names. `~` is the home folder; a relative path, and one that begins
 * with `${workspaceFolder}`, is meant in each folder of the workspace. What is no path is left out.
 */
export function kubeconfigPaths(setting: unknown, { home, folders }: PathBases): string[] {
  if (!Array.isArray(setting)) return [];
  const paths = setting.flatMap((entry: unknown) => {
    if (typeof entry !== 'string' || entry.trim() === '') return [];
    const path = entry.trim().replace(/^\$\{workspaceFolder\}[\\/]?/, './');
    const [, inHome] = /^~(?:[\\/](.*))?$/.exec(path) ?? [];
    if (path.startsWith('~')) return path === '~' || inHome !== undefined ? [join(home, inHome ?? '')] : [];
    return isAbsolute(path) ? [path] : folders.map(folder => resolve(folder, path));
  });
  return [...new Set(paths)];
}
