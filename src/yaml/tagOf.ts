import type { YamlNode } from './node.ts';
import { resolveScalar } from './resolve.ts';
import { plainTag, shortTag } from './v3/node.ts';

/** The tag a Go node has, in its short form: that of what reading its text gives, unless it holds another or none. */
export function tagOf(node: YamlNode): string {
  if (node.kind !== 'scalar') return node.kind === 'mapping' ? '!!map' : '!!seq';
  if (node.tag !== undefined) return shortTag(node.tag);
  return node.style === 'plain' ? plainTag(node.text) : '!!str';
}

/** Whether a node is tagged as a null, which an empty text without a tag is not yet. */
export function isTaggedNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.tag !== '' && resolveScalar(node).type === 'null';
}
