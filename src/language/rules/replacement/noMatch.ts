import { field, keyOf } from '../../../kustomize/load/kustomization.ts';
import type { Resource } from '../../../kustomize/resource.ts';
import type { PathLocation } from '../../../yaml/location.ts';
import type { Mapping, YamlNode } from '../../../yaml/node.ts';
import { deadEffects } from '../deadEffects.ts';
import { fieldPlace } from '../fieldPlace.ts';
import { missOf, selectorText } from '../nearestTarget.ts';
import type { BuildRule } from '../rule.ts';
import { fitterOf } from '../selected.ts';

/** An entry of `targets` that selects no resource, or rejects all that it selects: the value goes nowhere. */
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
      const rejecting = rejectingIn(node, location, selector, result.resources);
      if (rejecting !== undefined) {
        report({ target, isRejected: true }, rejecting);
        continue;
      }
      const { field: wrong, nearest } = missOf(selector, result.resources);
      const select = [...location.path, keyOf(node, 'select') ?? 'select'];
      const key = wrong === undefined ? undefined : keyOf(selector, wrong);
      const path = key === undefined ? select : [...select, key];
      report({ target, ...(nearest === undefined ? {} : { nearest }) }, { ...location, path });
    }
  },
};

/** The `reject` of a target that selects resources and keeps none of them, as far as what is rendered tells. */
function rejectingIn(
  target: Mapping,
  location: PathLocation,
  selector: YamlNode,
  resources: readonly Resource[],
): PathLocation | undefined {
  const rejects = field(target, 'reject');
  if (rejects?.kind !== 'sequence' || rejects.items.length === 0) return undefined;
  const selects = fitterOf(selector);
  const selected = selects === undefined ? [] : resources.filter(selects);
  const rejecting = rejects.items.filter(each => selectorText(each) !== '').map(fitterOf);
  const isRejected = (resource: Resource) => rejecting.some(fits => fits?.(resource) === true);
  return selected.length > 0 && selected.every(isRejected)
    ? { ...fieldPlace(target, location, 'reject'), part: 'key' }
    : undefined;
}
