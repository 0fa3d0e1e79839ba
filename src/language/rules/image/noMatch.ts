import { distance } from 'fastest-levenshtein';
import type { Effect } from '../../../kustomize/effect.ts';
import { scalarField, textOf } from '../../../kustomize/load/kustomization.ts';
import { splitImage } from '../../../kustomize/transform/imageReference.ts';
import { placeOf } from '../blame.ts';
import type { BuildRule } from '../rule.ts';
import { renamedTo } from './duplicate.ts';
import { fieldAt } from './entries.ts';
import { imagesOf } from './imagesOf.ts';
import { unreachedBy } from './unreached.ts';

/**
 * An entry of `images` whose name no container has: the tag that it sets goes nowhere. Says so, too, where a custom
 * resource has that image in a field that `images` does not know.
 */
export const imageNoMatch: BuildRule<'image.no-match'> = {
  code: 'image.no-match',
  severity: 'warning',
  over: 'build',
  in: 'every',
  deadEntry: 2,
  check({ result }, report) {
    let names: ReadonlySet<string> | undefined;
    for (const effect of result.effects) {
      if (effect.kind !== 'image' || effect.selected > 0) continue;
      const { location, node } = effect;
      const name = textOf(scalarField(node, 'name'));
      if (isRenamedBefore(result.effects, effect, name)) continue;
      const unreached = unreachedBy(effect, name);
      const [first] = unreached;
      const place = fieldAt(location, 'name');
      if (first !== undefined) {
        const { kind, field } = first;
        const places = unreached.map(({ scalar }) => placeOf(scalar));
        report({ name, outOfReach: { kind, field } }, place, places);
        continue;
      }
      names ??= new Set(imagesOf(result.resources).map(image => splitImage(image).name));
      const nearest = nearestImage(name, names);
      report({ name, ...(nearest === undefined ? {} : { nearest }) }, place);
    }
  },
};

/** Whether an earlier entry of the same list took the image's name away, of which another rule speaks. */
function isRenamedBefore(effects: readonly Effect[], { location, node }: Effect, name: string): boolean {
  return effects.some(
    earlier =>
      earlier.kind === 'image' &&
      earlier.node !== node &&
      earlier.location.uri === location.uri &&
      textOf(scalarField(earlier.node, 'name')) === name &&
      Number(earlier.location.path[1]) < Number(location.path[1]) &&
      renamedTo(earlier.node, name) !== undefined,
  );
}

/** The same name below another registry or path, or one a few letters away. */
function nearestImage(name: string, names: ReadonlySet<string>): string | undefined {
  const last = name.slice(name.lastIndexOf('/') + 1);
  const elsewhere = [...names].find(each => each.slice(each.lastIndexOf('/') + 1) === last);
  if (elsewhere !== undefined) return elsewhere;
  const [best] = [...names]
    .map(each => ({ each, cost: distance(each, name) }))
    .filter(({ cost }) => cost <= Math.max(2, name.length / 4))
    .sort((a, b) => a.cost - b.cost);
  return best?.each;
}
