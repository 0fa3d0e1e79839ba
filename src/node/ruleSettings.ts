import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { type RuleSeverities, readSeverities } from '../language/rules/severities.ts';
import { parseJsonWithComments } from './jsonWithComments.ts';

/**
 * What `.vscode/settings.json` says under `kubewright.rules`: of the directory itself or of the nearest one above it
 * within the same Git repository, as somebody who opened that has it. Empty where there is none or it is broken.
 */
export function rulesOfFolder(directory: string): RuleSeverities {
  for (let current = directory; ; ) {
    const settings = readSettings(posix.join(current, '.vscode', 'settings.json'));
    if (settings !== undefined) return readSeverities(settings);
    const above = posix.dirname(current);
    if (above === current || existsSync(posix.join(current, '.git'))) return {};
    current = above;
  }
}

/** The setting's value; `undefined` where there is no such file. */
function readSettings(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const settings = parseJsonWithComments(text);
  if (typeof settings !== 'object' || settings === null) return {};
  return 'kubewright.rules' in settings ? settings['kubewright.rules'] : {};
}
