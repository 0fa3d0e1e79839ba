import { field, keyOf, textOf } from '../../../kustomize/load/kustomization.ts';
import { selectedByDot } from '../accidentalPattern.ts';
import type { BuildRule } from '../rule.ts';
import { selectedBy } from '../selected.ts';
import { patchEntriesOf } from './patchEntries.ts';

/** A name of a target whose dot fits another resource too: names are regular expressions, and few know it. */
export const patchPattern: BuildRule<'patch.pattern'> = {
  code: 'patch.pattern',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'finished',
  check({ result }, report) {
    for (const { item, target } of patchEntriesOf(result)) {
      if (target?.kind !== 'mapping' || !textOf(field(target, 'name')).includes('.')) continue;
      const path = [...item.location.path, 'target'];
      const selected = selectedBy(target, { uri: item.location.uri, path }, result) ?? [];
      const others = selectedByDot(target, selected);
      const [other] = others;
      if (other === undefined) continue;
      const place = { ...item.location, path: [...path, keyOf(target, 'name') ?? 'name'] };
      const params = { name: textOf(field(target, 'name')), other: other.id.name };
      report(
        params,
        place,
        others.map(({ location }) => location),
      );
    }
  },
};
