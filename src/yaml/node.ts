/**
 * The tree of a YAML document as the engine uses it. Nodes are immutable and shared: a transformer makes
 * new nodes along the path it changes and keeps the rest, so an overlay costs what it changes.
 */

/** How a scalar was written. Only `plain` scalars may become something other than a string. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** One version of one file; the identity that nodes point back to. */
export interface SourceFile {
  readonly uri: string;
  /** Absolute, POSIX separators. */
  readonly path: string;
  readonly text: string;
}

/**
 * Who gave a scalar its present value when it was not its own file: the directive, where that directive
 * stands, and the scalar it replaced (`undefined` where the field is new). The chain ends at a parsed scalar; each copy
 * has a chain of its own.
 */
export interface Setting {
  /** Path of the field in its kustomization, such as `images[2].newTag`. */
  readonly directive: string;
  /** File and UTF-16 offset of the value that was written, or of the directive where it computes the value. */
  readonly file: SourceFile;
  readonly start: number;
  readonly previous: Scalar | undefined;
  /** Where the directive stands, where that is elsewhere than what it writes. */
  readonly by?: { readonly file: SourceFile; readonly start: number };
  /** What the value was copied from, wholly or in part, where the directive copies values. */
  readonly copies?: readonly Copy[];
}

/** A scalar as it was when its text was copied elsewhere. */
export interface Copy {
  readonly scalar: Scalar;
  /** Whether a Secret holds it as data: then nobody may be shown the copy either. */
  readonly isSecret: boolean;
}

/** A scalar: text after unescaping and folding; what it means is decided by `resolve`, not here. */
export interface Scalar {
  readonly kind: 'scalar';
  readonly text: string;
  readonly style: ScalarStyle;
  /**
   * Full tag such as `tag:yaml.org,2002:str`; `undefined` where it is the one that reading such a text in such a style
   * gives, and empty where the official tool holds a node without one, whose text decides once it is printed.
   */
  readonly tag: string | undefined;
  /** Whether the tag stands in the text and so is printed; others only decide whether quotes are needed. */
  readonly tagged?: boolean;
  /** The file it was parsed from, or who set it since. */
  readonly from: SourceFile | Setting;
  /** UTF-16 offset of the value in `from` when that is a file; else -1. */
  readonly start: number;
  /** Whether it is a copy made since it was set: a change of what was set together with it no longer reaches it. */
  readonly copied?: true;
}

/** A mapping with its keys in written order; `keys`, `keyStarts` and `values` run in parallel. */
export interface Mapping {
  readonly kind: 'mapping';
  readonly keys: readonly string[];
  /** UTF-16 offset of each key in its file, -1 for a key that a transformer added. */
  readonly keyStarts: readonly number[];
  readonly values: readonly YamlNode[];
  readonly start: number;
  /**
   * Whether it was written in braces; there an absent value (`{a: }`) becomes an empty string on its way out. False once
   * what was written in braces is no longer held as such.
   */
  readonly inFlow?: boolean;
}

/** A sequence. */
export interface Sequence {
  readonly kind: 'sequence';
  readonly items: readonly YamlNode[];
  readonly start: number;
  /** What was written in brackets is no longer held as such. */
  readonly inFlow?: false;
}

/** Any node of a document. */
export type YamlNode = Scalar | Mapping | Sequence;

/** The value of the last entry with that key (Go's decoder lets the last one win), or `undefined`. */
export function get(node: YamlNode | undefined, key: string): YamlNode | undefined {
  if (node?.kind !== 'mapping') return undefined;
  const index = node.keys.lastIndexOf(key);
  return index < 0 ? undefined : node.values[index];
}

/** The node at a path of keys and indices, or `undefined` where the path leaves the tree. */
export function getIn(node: YamlNode | undefined, path: readonly (string | number)[]): YamlNode | undefined {
  let current = node;
  for (const step of path) {
    if (current?.kind === 'sequence' && typeof step === 'number') current = current.items[step];
    else current = get(current, String(step));
    if (current === undefined) return undefined;
  }
  return current;
}

/** The text of a scalar at `key`, whatever its style, or `undefined`. */
export function textAt(node: YamlNode | undefined, key: string): string | undefined {
  const value = get(node, key);
  return value?.kind === 'scalar' ? value.text : undefined;
}

/** The same mapping with `key` holding `value`: in place where the key stands, else added at the end. */
export function withEntry(mapping: Mapping, key: string, value: YamlNode): Mapping {
  const index = mapping.keys.lastIndexOf(key);
  if (index < 0) {
    return {
      ...mapping,
      keys: [...mapping.keys, key],
      keyStarts: [...mapping.keyStarts, -1],
      values: [...mapping.values, value],
    };
  }
  return { ...mapping, values: mapping.values.with(index, value) };
}

/** True where `from` is a directive's doing and not the file the scalar was parsed from. */
export function isSetting(from: SourceFile | Setting): from is Setting {
  return 'directive' in from;
}
