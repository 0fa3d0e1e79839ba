import { isOlder, versionText } from '../../../schema/kustomizeVersion.ts';
import type { BuildRule } from '../rule.ts';

/** The first release that writes into JSON or YAML held in a text. */
const since = '5.8';

/** A replacement that writes into a text here, where the kustomize of the user's tools leaves it as it is. */
export const newerBehavior: BuildRule<'version.newer-behavior'> = {
  code: 'version.newer-behavior',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'written',
  check({ result, setting: { kustomizeVersion: version } }, report) {
    if (version === undefined || !isOlder(version, since)) return;
    const seen = new Set<string>();
    for (const { kind, location } of result.effects) {
      const key = JSON.stringify(location);
      if (kind !== 'replacement-in-text' || seen.has(key)) continue;
      seen.add(key);
      report({ since, version: versionText(version) }, location);
    }
  },
};
