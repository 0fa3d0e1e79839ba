import { field, items, scalarField, textOf } from '../../../kustomize/load/kustomization.ts';
import type { KustomizationRule } from '../rule.ts';

/** An entry of `replicas` without a count: it scales the workload to zero. */
export const replicasNoCount: KustomizationRule<'replicas.no-count'> = {
  code: 'replicas.no-count',
  severity: 'warning',
  over: 'kustomization',
  check(kustomization, report) {
    for (const { node, location } of items(kustomization, 'replicas')) {
      const name = textOf(scalarField(node, 'name'));
      if (name === '' || field(node, 'count') !== undefined) continue;
      report({ name }, location);
    }
  },
};
