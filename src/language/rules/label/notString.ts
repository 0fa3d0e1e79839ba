import type { Scalar } from '../../../yaml/node.ts';
import { resolveScalar } from '../../../yaml/resolve.ts';
import { culpritOf, placeOf } from '../blame.ts';
import { firstAtEachPlace } from '../firstAtEachPlace.ts';
import type { BuildRule } from '../rule.ts';
import { stringMapsOf } from './stringMaps.ts';

/**
 * A value of a label, or of a template's annotation, that YAML reads as a number or a boolean: it stays one in the
 * output, and the API server refuses the object. Kustomize quotes annotations of objects by itself.
 */
export const labelNotString: BuildRule<'label.not-string'> = {
  code: 'label.not-string',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'written',
  check({ result }, report) {
    const { add, flush } = firstAtEachPlace(report);
    for (const resource of result.resources) {
      for (const { what, node, isOwn } of stringMapsOf(resource)) {
        if (what === 'annotations' && isOwn) continue;
        for (const [index, value] of node.values.entries()) {
          if (value.kind !== 'scalar') continue;
          if (!isNoString(value)) continue;
          const actual = resolveScalar(value).type === 'bool' ? 'boolean' : 'number';
          const place = placeOf(culpritOf(value, isNoString));
          add({ key: node.keys[index] ?? '', text: value.text, actual }, place, resource.location);
        }
      }
    }
    flush();
  },
};

function isNoString(scalar: Scalar): boolean {
  return ['bool', 'int', 'float'].includes(resolveScalar(scalar).type);
}
