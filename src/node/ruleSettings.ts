import { type RuleSeverities, readSeverities } from '../language/rules/severities.ts';
import { folderSetting } from './folderSettings.ts';

/** What the folder's settings say under `kubewright.rules`, see `folderSetting`. Empty where they say nothing. */
export function rulesOfFolder(directory: string): RuleSeverities {
  return readSeverities(folderSetting(directory, 'kubewright.rules')?.value ?? {});
}
