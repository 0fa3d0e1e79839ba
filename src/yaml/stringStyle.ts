import type { Scalar } from './node.ts';
import { resolvePlain } from './resolve.ts';

/** How yaml.v3 keeps a string it was given: plain, with a tag where that would read as something else. */
export function stringStyle(text: string): Pick<Scalar, 'text' | 'style' | 'tag'> {
  if (text.includes('\n')) return { text, style: 'literal', tag: undefined };
  const isString = resolvePlain(text).type === 'string';
  return { text, style: 'plain', tag: isString ? undefined : 'tag:yaml.org,2002:str' };
}
