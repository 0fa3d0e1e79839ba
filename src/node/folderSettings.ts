import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseJsonWithComments } from './jsonWithComments.ts';

/** A setting and the folder whose `.vscode/settings.json` has it. */
export interface FolderSetting {
  readonly folder: string;
  readonly value: unknown;
}

/**
 * What `.vscode/settings.json` says under the key: of the directory itself or of the nearest one above it within the same
 * Git repository, as somebody who opened that has it. `undefined` where there is no such file; the value is `undefined`
 * where it does not have the key or is broken.
 */
export function folderSetting(directory: string, key: string): FolderSetting | undefined {
  for (let current = directory; ; ) {
    const settings = readSettings(posix.join(current, '.vscode', 'settings.json'));
    if (settings !== undefined) return { folder: current, value: settings[key] };
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
  return typeof settings === 'object' && settings !== null ? { ...settings } : {};
}
