import { field, keyOf, textOf } from '../../../kustomize/load/kustomization.ts';
import { selectedByDot } from '../accidentalPattern.ts';
import type { BuildRule } from '../rule.ts';
import { selectedBy } from '../selected.ts';

/** A name of a target of a replacement whose dot fits another resource too. */
export const replacementPattern: BuildRule<'replacement.pattern'> = {
  code: 'replacement.pattern',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'finished',
  check({ result }, report) {
    for (const { kind, node, location } of result.effects) {
      if (kind !== 'replacement-target' || node.kind !== 'mapping') continue;
      const select = field(node, 'select');
      // Which of them were rejected is not told again here.
      if (select?.kind !== 'mapping' || field(node, 'reject') !== undefined) continue;
      if (!textOf(field(select, 'name')).includes('.')) continue;
      const others = selectedByDot(select, selectedBy(select, location, result) ?? []);
      const [other] = others;
      if (other === undefined) continue;
      const path = [...location.path, keyOf(node, 'select') ?? 'select', keyOf(select, 'name') ?? 'name'];
      const params = { name: textOf(field(select, 'name')), other: other.id.name };
      report(
        params,
        { ...location, path },
        others.map(each => each.location),
      );
    }
  },
};
