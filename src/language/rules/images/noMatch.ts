import { distance } from 'fastest-levenshtein';
import { scalarField, textOf } from '../../../kustomize/load/kustomizationFile.ts';
import { splitImage } from '../../../kustomize/transform/imageReference.ts';
import type { BuildRule } from '../rule.ts';
import { imagesOf } from './imagesOf.ts';

/** An entry of `images` whose name no container has: the tag that it sets goes nowhere. */
export const imageNoMatch: BuildRule<'image.no-match'> = {
  code: 'image.no-match',
  severity: 'warning',
  over: 'build',
  in: 'every',
  deadEntry: 2,
  check({ result }, report) {
    let names: ReadonlySet<string> | undefined;
    for (const { kind, location, node, selected } of result.effects) {
      if (kind !== 'image' || selected > 0) continue;
      names ??= new Set(imagesOf(result.resources).map(image => splitImage(image).name));
      const name = textOf(scalarField(node, 'name'));
      const nearest = nearestImage(name, names);
      const place = { ...location, path: [...location.path, 'name'] };
      report({ name, ...(nearest === undefined ? {} : { nearest }) }, place);
    }
  },
};

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
