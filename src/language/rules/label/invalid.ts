import { resolveScalar } from '../../../yaml/resolve.ts';
import { culpritOf, placeOf } from '../blame.ts';
import { firstAtEachPlace } from '../firstAtEachPlace.ts';
import { whyInvalid, whyInvalidKey } from '../name/validity.ts';
import type { BuildRule } from '../rule.ts';
import { isTemplated } from '../templated.ts';
import { keyPlace } from './keyPlace.ts';
import { stringMapsOf } from './stringMaps.ts';

/** A label whose key or value the API server refuses, said where it is written. */
export const labelInvalid: BuildRule<'label.invalid'> = {
  code: 'label.invalid',
  severity: 'warning',
  over: 'build',
  in: 'any',
  check({ result }, report) {
    const { add, flush } = firstAtEachPlace(report);
    for (const resource of result.resources) {
      for (const { what, node } of stringMapsOf(resource)) {
        if (what === 'annotations') continue;
        for (const [index, key] of node.keys.entries()) {
          const keyReason = isTemplated(key) ? undefined : whyInvalidKey(key);
          const place = keyReason === undefined ? undefined : keyPlace({ node, file: resource.file }, index);
          if (keyReason !== undefined && place !== undefined)
            add({ part: 'key', text: key, reason: keyReason }, place, resource.location);
          const value = node.values[index];
          if (value?.kind !== 'scalar' || resolveScalar(value).type !== 'string' || isTemplated(value.text))
            continue;
          const reason = whyInvalid(value.text, 'label-value');
          if (reason === undefined) continue;
          const culprit = culpritOf(value, ({ text }) => whyInvalid(text, 'label-value') !== undefined);
          add({ part: 'value', text: value.text, reason }, placeOf(culprit), resource.location);
        }
      }
    }
    flush();
  },
};
