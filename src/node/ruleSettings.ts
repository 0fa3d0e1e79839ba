import { type RuleSeverities, readSeverities } from '../language/rules/severities.ts';
import { folderSettings } from './folderSettings.ts';

/** What the settings that count for a directory say under `kubewright.rules`; empty where they say nothing. */
export function rulesOfFolder(directory: string): RuleSeverities {
  return readSeverities(folderSettings(directory)?.values['kubewright.rules'] ?? {});
}
