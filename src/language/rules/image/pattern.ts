import { scalarField, textOf } from '../../../kustomize/load/kustomization.ts';
import { isPlainWithDot } from '../accidentalPattern.ts';
import { placeOf } from '../blame.ts';
import type { BuildRule } from '../rule.ts';
import { fieldAt } from './entries.ts';

/** A name whose dot fits another image too: names are regular expressions, and few know it. */
export const imagePattern: BuildRule<'image.pattern'> = {
  code: 'image.pattern',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'written',
  check({ result }, report) {
    for (const { kind, location, node, fitting } of result.effects) {
      if (kind !== 'image' || fitting === undefined) continue;
      const name = textOf(scalarField(node, 'name'));
      if (!isPlainWithDot(name)) continue;
      const others = [...fitting].filter(({ text }) => !text.startsWith(name));
      const [other] = others;
      if (other === undefined) continue;
      report({ name, other: other.text }, fieldAt(location, 'name'), others.map(placeOf));
    }
  },
};
