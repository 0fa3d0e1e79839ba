import { getIn } from '../../../yaml/node.ts';
import { culpritOf, placeOf } from '../blame.ts';
import { firstAtEachPlace } from '../firstAtEachPlace.ts';
import type { BuildRule } from '../rule.ts';
import { isTemplated } from '../templated.ts';
import { whyInvalid } from './validity.ts';

/** A rendered namespace that the API server refuses, said where it was written. */
export const namespaceInvalid: BuildRule<'namespace.invalid'> = {
  code: 'namespace.invalid',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'finished',
  check({ result }, report) {
    const { add, flush } = firstAtEachPlace(report);
    const why = (text: string) => whyInvalid(text, 'dns-label');
    for (const { id, node, location } of result.resources) {
      if (id.namespace === '' || isTemplated(id.namespace)) continue;
      const reason = why(id.namespace);
      const namespace = getIn(node, ['metadata', 'namespace']);
      if (reason === undefined || namespace?.kind !== 'scalar') continue;
      const culprit = culpritOf(namespace, ({ text }) => text !== '' && why(text) !== undefined);
      add({ namespace: id.namespace, reason }, placeOf(culprit), location);
    }
    flush();
  },
};
