import type { Mapping } from '../../../yaml/node.ts';
import { resolveScalar } from '../../../yaml/resolve.ts';
import { culpritOf, placeOf } from '../blame.ts';
import { firstAtEachPlace } from '../firstAtEachPlace.ts';
import { onceFor } from '../graph/nodes.ts';
import { type NameReason, whyInvalid, whyInvalidKey } from '../name/validity.ts';
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
  of: 'written',
  check({ result }, report) {
    const { add, flush } = firstAtEachPlace(report);
    for (const resource of result.resources) {
      for (const { what, node } of stringMapsOf(resource)) {
        if (what === 'annotations') continue;
        for (const { index, keyReason, reason } of wrongIn(node)) {
          const place = keyReason === undefined ? undefined : keyPlace({ node, file: resource.file }, index);
          const key = node.keys[index] ?? '';
          if (keyReason !== undefined && place !== undefined)
            add({ part: 'key', text: key, reason: keyReason }, place, resource.location);
          const value = node.values[index];
          if (reason === undefined || value?.kind !== 'scalar') continue;
          const culprit = culpritOf(value, ({ text }) => whyInvalid(text, 'label-value') !== undefined);
          add({ part: 'value', text: value.text, reason }, placeOf(culprit), resource.location);
        }
      }
    }
    flush();
  },
};

interface Wrong {
  readonly index: number;
  readonly keyReason: NameReason | undefined;
  readonly reason: NameReason | undefined;
}

/** The entries of a mapping of labels with something wrong; hardly any has one. */
const wrongIn = onceFor((labels: Mapping): readonly Wrong[] =>
  labels.keys.flatMap((key, index) => {
    const keyReason = isTemplated(key) ? undefined : whyInvalidKey(key);
    const value = labels.values[index];
    const isText =
      value?.kind === 'scalar' && resolveScalar(value).type === 'string' && !isTemplated(value.text);
    const reason = isText ? whyInvalid(value.text, 'label-value') : undefined;
    return keyReason === undefined && reason === undefined ? [] : [{ index, keyReason, reason }];
  }),
);
