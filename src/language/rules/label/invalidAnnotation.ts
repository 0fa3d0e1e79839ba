import { firstAtEachPlace } from '../firstAtEachPlace.ts';
import { whyInvalidKey } from '../name/validity.ts';
import type { BuildRule } from '../rule.ts';
import { isTemplated } from '../templated.ts';
import { keyPlace } from './keyPlace.ts';
import { stringMapsOf } from './stringMaps.ts';

/** An annotation whose key the API server refuses, said where it is written. Values may be anything. */
export const annotationInvalid: BuildRule<'annotation.invalid'> = {
  code: 'annotation.invalid',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'written',
  check({ result }, report) {
    const { add, flush } = firstAtEachPlace(report);
    for (const resource of result.resources) {
      for (const { what, node } of stringMapsOf(resource)) {
        if (what !== 'annotations') continue;
        for (const [index, key] of node.keys.entries()) {
          // The server looks at the key in lower case.
          const reason = isTemplated(key) ? undefined : whyInvalidKey(key.toLowerCase());
          const place = reason === undefined ? undefined : keyPlace({ node, file: resource.file }, index);
          if (reason !== undefined && place !== undefined) add({ key, reason }, place, resource.location);
        }
      }
    }
    flush();
  },
};
