import { isWithin } from '../kustomize/load/paths.ts';
import { loudest, type RuleSeverities } from './rules/severities.ts';

/** Which severities count where: each folder may have its own. */
export interface RuleScopes {
  /** For a file, by absolute path: those of the innermost folder that holds it, else those of the first folder. */
  at(path: string | undefined): RuleSeverities;
  /** For running: whatever some folder wants to hear is on. */
  readonly all: RuleSeverities;
}

/** Scopes from the severities of folders, by absolute path in the order of the workspace. */
export function createRuleScopes(folders: ReadonlyMap<string, RuleSeverities>): RuleScopes {
  const innermostFirst = [...folders].toSorted(([a], [b]) => b.length - a.length);
  const [first = {}] = folders.values();
  return {
    all: loudest([...folders.values()]),
    at: path => innermostFirst.find(([folder]) => path !== undefined && isWithin(path, folder))?.[1] ?? first,
  };
}
