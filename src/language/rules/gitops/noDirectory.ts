import type { DeploymentRule } from '../rule.ts';

/** A pattern of an ApplicationSet for whose directories no Application is made, since there are none. */
export const noDirectory: DeploymentRule<'gitops.no-directory'> = {
  code: 'gitops.no-directory',
  severity: 'warning',
  over: 'deployments',
  check({ patterns }, report) {
    for (const { pattern, isMatched, location } of patterns) {
      if (!isMatched) report({ pattern }, location);
    }
  },
};
