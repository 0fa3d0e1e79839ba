import { field, keyOf } from '../../../kustomize/load/kustomization.ts';
import { deadEffects } from '../deadEffects.ts';
import { missOf, selectorText } from '../nearestTarget.ts';
import type { BuildRule } from '../rule.ts';

const lists: ReadonlySet<unknown> = new Set(['patches', 'patchesJson6902']);

/** A patch whose `target` selects no resource: what it would change stays as it is. */
export const patchNoMatch: BuildRule<'patch.no-match'> = {
  code: 'patch.no-match',
  severity: 'warning',
  over: 'build',
  in: 'every',
  deadEntry: 2,
  check({ result }, report) {
    for (const { location, node } of deadEffects(result, 'patch-target')) {
      // The configuration of a transformer is no entry of a list.
      if (!lists.has(location.path[0])) continue;
      const selector = field(node, 'target');
      const target = selectorText(selector);
      if (target === '') continue;
      const { field: wrong, ...params } = missOf(selector, result.resources);
      const key = wrong === undefined || selector?.kind !== 'mapping' ? undefined : keyOf(selector, wrong);
      const place = key === undefined ? location : { ...location, path: [...location.path, key] };
      report({ target, ...params }, place);
    }
  },
};
