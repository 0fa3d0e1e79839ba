import type { Scalar } from './node.ts';
import { isOtherInYaml11 } from './otherInYaml11.ts';
import { impliedTag } from './resolve.ts';

/** The full tag of a text. */
export const stringTag = 'tag:yaml.org,2002:str';

/** The tag of a string in this style: none that must be kept where reading the text gives it anyway. */
export function tagOfString(text: string, style: Scalar['style']): string | undefined {
  return style === 'plain' && impliedTag(text) !== stringTag ? stringTag : undefined;
}

/**
 * How kyaml keeps a string in a field that it adds: on several lines as a block, in quotes where go-yaml v2 would read
 * something else, and plain otherwise, with a tag where that would read as something else.
 */
export function stringStyle(text: string): Pick<Scalar, 'text' | 'style' | 'tag' | 'tagged'> {
  if (text.includes('\n')) return { text, style: 'literal', tag: undefined, tagged: false };
  const style = isOtherInYaml11(text) ? 'double' : 'plain';
  return { text, style, tag: tagOfString(text, style), tagged: false };
}
