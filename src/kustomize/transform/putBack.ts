import type { Mapping, Scalar, YamlNode } from '../../yaml/node.ts';
import { stringStyle } from '../../yaml/stringStyle.ts';

/**
 * The text of a field put back: in the style of what stands there, without a tag, so that a plain text is what
 * it reads as.
 */
export function withText(mapping: Mapping, key: string, old: YamlNode): Mapping {
  if (old.kind !== 'scalar') return withFirst(mapping, key, old);
  const present = mapping.values[mapping.keys.indexOf(key)];
  const style = present?.kind === 'scalar' ? present.style : stringStyle(old.text).style;
  const isSame = present === old && old.tag === '' && old.style === style;
  return isSame ? mapping : withFirst(mapping, key, untagged(old, style));
}

function untagged(scalar: Scalar, style: Scalar['style']): Scalar {
  const { tagged, ...rest } = scalar;
  return { ...rest, style, tag: '' };
}

/** The mapping with the first entry of that key, which is the one that kyaml sees, holding a value. */
export function withFirst(mapping: Mapping, key: string, value: YamlNode): Mapping {
  const index = mapping.keys.indexOf(key);
  if (index >= 0) {
    return mapping.values[index] === value
      ? mapping
      : { ...mapping, values: mapping.values.with(index, value) };
  }
  return {
    ...mapping,
    keys: [...mapping.keys, key],
    keyStarts: [...mapping.keyStarts, -1],
    values: [...mapping.values, value],
  };
}
