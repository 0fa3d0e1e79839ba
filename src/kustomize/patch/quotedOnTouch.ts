import type { Scalar } from '../../yaml/node.ts';
import { isOtherInYaml11 } from '../../yaml/otherInYaml11.ts';
import { tagOf } from '../../yaml/tagOf.ts';

/**
 * The scalar as kyaml's `FieldSetter` leaves it where it passes by: a plain string that go-yaml v2 would read as
 * something else is put in quotes. That shows later, when a number takes its place and its style.
 */
export function quotedOnTouch(scalar: Scalar): Scalar {
  if (scalar.style !== 'plain' || !isOtherInYaml11(scalar.text)) return scalar;
  const tag = tagOf(scalar);
  if (tag !== '!!str' && tag !== '') return scalar;
  return { ...scalar, style: 'double', tag: tag === '' ? '' : undefined };
}
