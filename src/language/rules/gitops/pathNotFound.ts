import type { DeploymentRule } from '../rule.ts';

/** A path from which nothing is deployed, since the repository does not have it. */
export const pathNotFound: DeploymentRule<'gitops.path-not-found'> = {
  code: 'gitops.path-not-found',
  severity: 'warning',
  over: 'deployments',
  check({ placed }, report) {
    for (const { found, isChecked, object, path, location, nearest } of placed) {
      if (!isChecked || (found !== 'absent' && found !== 'file')) continue;
      const { kind, name } = object;
      report({ kind, name, path, ...(nearest === undefined ? {} : { nearest }) }, location);
    }
  },
};
