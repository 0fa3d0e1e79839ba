import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseJsonWithComments } from './jsonWithComments.ts';

/** What a folder's `.vscode/settings.json` says. */
export interface FolderSettings {
  /** The folder, absolute, POSIX separators. */
  readonly folder: string;
  /** By full name, such as `kubewright.rules`; values are checked by nobody yet. */
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * The settings of the directory itself or of the nearest one above it within the same Git repository, as somebody who
 * opened that has them. Without values where the file is broken; `undefined` where there is none.
 */
export function folderSettings(directory: string): FolderSettings | undefined {
  for (let current = directory; ; ) {
    const values = readSettings(posix.join(current, '.vscode', 'settings.json'));
    if (values !== undefined) return { folder: current, values };
    const above = posix.dirname(current);
    if (above === current || existsSync(posix.join(current, '.git'))) return undefined;
    current = above;
  }
}

/** `undefined` where there is no such file. */
function readSettings(path: string): Readonly<Record<string, unknown>> | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const settings = parseJsonWithComments(text);
  return typeof settings === 'object' && settings !== null ? (settings as Record<string, unknown>) : {};
}
