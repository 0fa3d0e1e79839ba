import type { DeploymentRule } from '../rule.ts';

/** A directory without a kustomization where only one can be deployed as it is written. */
export const noKustomization: DeploymentRule<'gitops.no-kustomization'> = {
  code: 'gitops.no-kustomization',
  severity: 'warning',
  over: 'deployments',
  check({ placed }, report) {
    for (const { found, isChecked, object, path, location, isComponent, needsKustomization } of placed) {
      if (!isChecked || found !== 'directory' || !(isComponent || needsKustomization)) continue;
      report({ kind: object.kind, name: object.name, path }, location);
    }
  },
};
