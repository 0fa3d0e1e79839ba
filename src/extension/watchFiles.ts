import { basename, dirname } from 'node:path';
import { Disposable, RelativePattern, Uri, workspace } from 'vscode';

/** A file is written in several steps; this long after the last one it is read. */
const settleMilliseconds = 150;

/** Calls back a moment after any of the files, which may lie outside the workspace, came, changed or went. */
export function watchFiles(files: readonly string[], onChange: () => void): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const settle = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, settleMilliseconds);
  };
  const watchers = files.map(file => {
    const pattern = new RelativePattern(Uri.file(dirname(file)), basename(file));
    const watcher = workspace.createFileSystemWatcher(pattern);
    watcher.onDidCreate(settle);
    watcher.onDidChange(settle);
    watcher.onDidDelete(settle);
    return watcher;
  });
  return Disposable.from(...watchers, { dispose: () => clearTimeout(timer) });
}
