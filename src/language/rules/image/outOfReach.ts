import { scalarField, textOf } from '../../../kustomize/load/kustomization.ts';
import { placeOf } from '../blame.ts';
import type { BuildRule } from '../rule.ts';
import { fieldAt } from './entries.ts';
import { unreachedBy } from './unreached.ts';

/** An entry of `images` that changes containers and leaves the same image in a custom resource as it is. */
export const imageOutOfReach: BuildRule<'image.out-of-reach'> = {
  code: 'image.out-of-reach',
  severity: 'information',
  over: 'build',
  in: 'any',
  of: 'finished',
  check({ result }, report) {
    for (const effect of result.effects) {
      // One that fits nothing at all says so itself.
      if (effect.kind !== 'image' || effect.selected === 0) continue;
      const name = textOf(scalarField(effect.node, 'name'));
      const unreached = unreachedBy(effect, name);
      const [first] = unreached;
      if (first === undefined) continue;
      const { kind, field } = first;
      const places = unreached.map(({ scalar }) => placeOf(scalar));
      report({ name, kind, field }, fieldAt(effect.location, 'name'), places);
    }
  },
};
