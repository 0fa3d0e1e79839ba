import { field } from '../../../kustomize/load/kustomization.ts';
import { keyAt } from '../../../yaml/location.ts';
import type { KustomizationRule } from '../rule.ts';

/** A kustomization that does not say that it is one. kustomize needs no header, other tools go by it. */
export const noHeader: KustomizationRule<'kustomization.no-header'> = {
  code: 'kustomization.no-header',
  severity: 'off',
  over: 'kustomization',
  check({ node, file, kind }, report) {
    const missing = (['apiVersion', 'kind'] as const).filter(name => field(node, name) === undefined);
    const [first] = node.keys;
    if (missing.length > 0 && first !== undefined) report({ missing, kind }, keyAt(file, [first]));
  },
};
