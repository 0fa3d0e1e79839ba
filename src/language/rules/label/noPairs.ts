import { field, items } from '../../../kustomize/load/kustomization.ts';
import { isEmptyValue } from '../kustomization/emptiness.ts';
import type { KustomizationRule } from '../rule.ts';

/** An entry of `labels` without pairs: it sets no label. */
export const labelNoPairs: KustomizationRule<'label.no-pairs'> = {
  code: 'label.no-pairs',
  severity: 'hint',
  over: 'kustomization',
  deadEntry: 2,
  check(kustomization, report) {
    for (const { node, location } of items(kustomization, 'labels')) {
      const pairs = field(node, 'pairs');
      if (node.kind === 'mapping' && (pairs === undefined || isEmptyValue(pairs))) report({}, location);
    }
  },
};
