import { scalarField, textOf } from '../../../kustomize/load/kustomization.ts';
import type { BuildRule } from '../rule.ts';

/** An entry of `images` that fits, and changes nothing: what it sets is there already. */
export const imageNoEffect: BuildRule<'image.no-effect'> = {
  code: 'image.no-effect',
  severity: 'hint',
  over: 'build',
  in: 'every',
  deadEntry: 2,
  check({ result }, report) {
    for (const { kind, location, node, selected, changed } of result.effects) {
      if (kind !== 'image' || selected === 0 || changed !== 0) continue;
      report({ name: textOf(scalarField(node, 'name')) }, location);
    }
  },
};
