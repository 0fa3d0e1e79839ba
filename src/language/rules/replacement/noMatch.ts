import { field, keyOf } from '../../../kustomize/load/kustomization.ts';
import { deadEffects } from '../deadEffects.ts';
import { missOf, selectorText } from '../nearestTarget.ts';
import type { BuildRule } from '../rule.ts';

/** An entry of `targets` that selects no resource: the value goes nowhere. */
export const replacementNoMatch: BuildRule<'replacement.no-match'> = {
  code: 'replacement.no-match',
  severity: 'warning',
  over: 'build',
  in: 'every',
  // No `deadEntry`: a replacement whose only target is deleted is refused.
  check({ result }, report) {
    for (const { location, node } of deadEffects(result, 'replacement-target')) {
      const selector = field(node, 'select');
      const target = selectorText(selector);
      if (target === '' || selector?.kind !== 'mapping' || node.kind !== 'mapping') continue;
      const { field: wrong, nearest } = missOf(selector, result.resources);
      const select = [...location.path, keyOf(node, 'select') ?? 'select'];
      const key = wrong === undefined ? undefined : keyOf(selector, wrong);
      const path = key === undefined ? select : [...select, key];
      report({ target, ...(nearest === undefined ? {} : { nearest }) }, { ...location, path });
    }
  },
};
