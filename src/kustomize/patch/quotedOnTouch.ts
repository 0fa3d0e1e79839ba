import type { Scalar } from '../../yaml/node.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { resolvePlain, resolveScalar } from '../../yaml/resolve.ts';
import { resolvesAsYaml11NonString } from '../../yaml/yaml11.ts';

/**
 * The scalar as kyaml's `FieldSetter` leaves it where it passes by: a plain string that go-yaml v2 would read as
 * something else is put in quotes. That shows later, when a number takes its place and its style.
 */
export function quotedOnTouch(scalar: Scalar): Scalar {
  if (scalar.style !== 'plain' || !isOtherInYaml11(scalar.text)) return scalar;
  if (resolveScalar(scalar).type !== 'string') return scalar;
  return { ...scalar, style: 'double', tag: undefined };
}

/** Whether go-yaml v2 would read a plain text as something else than a string. */
export function isOtherInYaml11(text: string): boolean {
  if (text === '' || text.includes('\n')) return false;
  if (resolvesAsYaml11NonString(text)) {
    // Dates stay strings there, and base 60 is not known.
    return resolvePlain(text).type !== 'timestamp' && !/^[-+]?[0-9][0-9_]*:/.test(text);
  }
  if (/^[\w./ -]*$/.test(text) && !text.startsWith('- ') && text !== '-') return false;
  const { node, problems } = parseDocument({ uri: '', path: '', text });
  if (problems.some(({ severity }) => severity === 'error')) return false;
  return node?.kind !== 'scalar' || (node.style === 'plain' && resolvesAsYaml11NonString(node.text));
}
