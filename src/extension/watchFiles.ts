import { basename, dirname } from 'node:path';
import { Disposable, RelativePattern, Uri, workspace } from 'vscode';

/** A file is written in several steps; this long after the last one it is read. */
const settleMilliseconds = 150;

/**
 * Calls back a moment after any of the files, or anything directly in one of the folders, came, changed or went. They
 * may lie outside the workspace.
 */
export function watchFiles(
  files: readonly string[],
  onChange: () => void,
  folders: readonly string[] = [],
): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const settle = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, settleMilliseconds);
  };
  const patterns = [
    ...files.map(file => new RelativePattern(Uri.file(dirname(file)), basename(file))),
    ...folders.map(folder => new RelativePattern(Uri.file(folder), '*')),
  ];
  const watchers = patterns.map(pattern => {
    const watcher = workspace.createFileSystemWatcher(pattern);
    watcher.onDidCreate(settle);
    watcher.onDidChange(settle);
    watcher.onDidDelete(settle);
    return watcher;
  });
  return Disposable.from(...watchers, { dispose: () => clearTimeout(timer) });
}
