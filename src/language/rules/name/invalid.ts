import { getIn } from '../../../yaml/node.ts';
import { culpritOf, placeOf } from '../blame.ts';
import { firstAtEachPlace } from '../firstAtEachPlace.ts';
import type { BuildRule } from '../rule.ts';
import { isTemplated } from '../templated.ts';
import { nameDemandOf } from './nameForm.ts';
import { whyInvalid } from './validity.ts';

/** A rendered name that the API server refuses, said where it became so: in its file, or at the prefix or suffix. */
export const nameInvalid: BuildRule<'name.invalid'> = {
  code: 'name.invalid',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'finished',
  check({ result }, report) {
    const { add, flush } = firstAtEachPlace(report);
    for (const { id, node, location } of result.resources) {
      const demand = nameDemandOf(id);
      if (demand === undefined || isTemplated(id.name)) continue;
      const why = (name: string) => whyInvalid(name, demand.form, demand.limit);
      const reason = why(id.name);
      if (reason === undefined) continue;
      const name = getIn(node, ['metadata', 'name']);
      // A number for a name is another mistake.
      if (name?.kind !== 'scalar') continue;
      const culprit = culpritOf(name, ({ text }) => why(text) !== undefined);
      add({ kind: id.kind, name: id.name, reason }, placeOf(culprit), location);
    }
    flush();
  },
};
