import type { ScalarStyle } from '../node.ts';
import { resolvePlain } from '../resolve.ts';

/**
 * A node as `go.yaml.in/yaml/v3` has it: mutable, with the comments around it. The engine needs it where the
 * official tool writes YAML that people see, which is YAML held in a string.
 */
export interface V3Node {
  kind: 'scalar' | 'mapping' | 'sequence' | 'alias';
  /** Short form (`!!int`, `!mine`), also where it was not written; empty for a node that was made without one. */
  tag: string;
  /** Whether the tag stands in the text. */
  tagged: boolean;
  /** The text of a scalar, the name of an alias. */
  text: string;
  style: ScalarStyle;
  flow: boolean;
  /** Items, or keys and values in turn. */
  content: V3Node[];
  anchor: string;
  head: string;
  line: string;
  foot: string;
}

/** A document: its root and the comments that stand apart from it. */
export interface V3Document {
  readonly root: V3Node;
  readonly head: string;
  readonly foot: string;
}

/** A node without tag, style and comments. */
export function newV3Node(kind: V3Node['kind'], text = ''): V3Node {
  return {
    kind,
    tag: '',
    tagged: false,
    text,
    style: 'plain',
    flow: false,
    content: [],
    anchor: '',
    head: '',
    line: '',
    foot: '',
  };
}

const tags = {
  string: '!!str',
  int: '!!int',
  float: '!!float',
  bool: '!!bool',
  null: '!!null',
  timestamp: '!!timestamp',
} as const;

/** The tag that a plain scalar with this text gets. */
export function plainTag(text: string): string {
  return text === '<<' ? '!!merge' : tags[resolvePlain(text).type];
}

/** `!!int` for `tag:yaml.org,2002:int`; other tags stay. */
export function shortTag(tag: string): string {
  return tag.replace(/^tag:yaml\.org,2002:/, '!!');
}
