import { shortestDecimal, shortestG } from '../../yaml/goFloat.ts';

/** A value of a variable as kustomize holds it. */
export interface Typed {
  /** Full tag. */
  readonly tag: string;
  /** What it becomes in a field that holds nothing else. */
  readonly text: string;
  /** What it becomes within other text. */
  readonly within: string;
}

/**
 * The value of a scalar with this short tag, read by Go's plain number readers, which know less than YAML's: an octal
 * number is a decimal one, and what they cannot read is an error (`undefined`). Whatever else is a string.
 */
export function typedText(tag: string, text: string): Typed | undefined {
  const full = `tag:yaml.org,2002:${tag.replace('!!', '')}`;
  if (tag === '!!int') {
    if (!/^[-+]?\d+$/.test(text)) return undefined;
    const value = BigInt(text.replace(/^\+/, ''));
    if (value !== BigInt.asIntN(64, value)) return undefined;
    return { tag: full, text: value.toString(), within: value.toString() };
  }
  if (tag === '!!float') {
    if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)) return undefined;
    const value = Number(text);
    return { tag: full, text: shortestDecimal(value), within: shortestG(value) };
  }
  if (tag === '!!bool') return { tag: full, text: text.toLowerCase(), within: text.toLowerCase() };
  return { tag: 'tag:yaml.org,2002:str', text, within: text };
}
