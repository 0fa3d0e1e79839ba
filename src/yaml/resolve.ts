import { timestampText } from './timestamp.ts';

/** What a scalar means once read. Integers keep all digits, as text; a float is a JavaScript number. */
export type Resolved =
  | { readonly type: 'string'; readonly text: string }
  | { readonly type: 'int'; readonly text: string }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'null' }
  | { readonly type: 'timestamp'; readonly text: string };

/** As much of a scalar as its meaning depends on. */
export interface ScalarText {
  readonly text: string;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  readonly tag: string | undefined;
  readonly tagged?: boolean;
}

const yamlTag = 'tag:yaml.org,2002:';
const words: ReadonlyMap<string, Resolved> = new Map<string, Resolved>([
  ...['true', 'True', 'TRUE'].map(word => [word, { type: 'bool', value: true }] as const),
  ...['false', 'False', 'FALSE'].map(word => [word, { type: 'bool', value: false }] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map(word => [word, { type: 'null' }] as const),
  ...['.nan', '.NaN', '.NAN'].map(word => [word, { type: 'float', value: Number.NaN }] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map(
    word => [word, { type: 'float', value: Number.POSITIVE_INFINITY }] as const,
  ),
  ...['-.inf', '-.Inf', '-.INF'].map(
    word => [word, { type: 'float', value: Number.NEGATIVE_INFINITY }] as const,
  ),
]);

/** Whether a plain scalar that begins so can be anything but a string: `resolve.go` of yaml.v3 decides alike. */
const hint = /^(?:$|[-+.0-9ntfNTF~])/;

/**
 * The meaning of a scalar under the rules of `gopkg.in/yaml.v3`, which kustomize reads with: YAML 1.2 booleans,
 * YAML 1.1 integers (`0777`, `0o7`, `0b1`, `1_000`), timestamps. A tag that the text does not fit
 * leaves a string.
 */
export function resolveScalar(scalar: ScalarText): Resolved {
  const { text, tag } = scalar;
  if (tag !== undefined && tag !== '') {
    // A tag that is not written is left out where the text implies it, and quotes then make a text of it.
    const isLeftOut = scalar.tagged !== true && scalar.style !== 'plain' && impliedTag(text) === tag;
    return isLeftOut ? { type: 'string', text } : resolveTagged(text, scalar.style, tag);
  }
  if (scalar.style !== 'plain' || !hint.test(text)) return { type: 'string', text };
  return resolvePlain(text);
}

/** The full tag that reading a plain scalar with this text gives. */
export function impliedTag(text: string): string {
  if (!hint.test(text)) return text === '<<' ? `${yamlTag}merge` : `${yamlTag}str`;
  const { type } = resolvePlain(text);
  return `${yamlTag}${type === 'string' ? 'str' : type}`;
}

function resolveTagged(text: string, style: ScalarText['style'], tag: string): Resolved {
  if (tag === `${yamlTag}binary`) return { type: 'string', text: decodeBase64(text) };
  if (!known.has(tag)) return { type: 'string', text };
  // A quoted or block scalar is a string in yaml.v3 unless its tag says otherwise.
  const resolved = resolvePlain(text);
  if (tag === `${yamlTag}float` && resolved.type === 'int')
    return { type: 'float', value: Number(resolved.text) };
  if (tag === `${yamlTag}${resolved.type}`) return resolved;
  return style === 'plain' ? resolved : { type: 'string', text };
}

/** Tags that give a scalar another type than a string. */
const known = new Set(['int', 'float', 'bool', 'null', 'timestamp'].map(name => `${yamlTag}${name}`));

function decodeBase64(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), char => char.charCodeAt(0)));
  } catch {
    return text;
  }
}

/** The meaning of a plain, untagged scalar with this text. */
export function resolvePlain(text: string): Resolved {
  const word = words.get(text);
  if (word !== undefined) return word;
  const first = text.charCodeAt(0);
  if (first === 0x2e) return dotFloat(text) ?? { type: 'string', text };
  const signed = first === 0x2b || first === 0x2d;
  if (!signed && (first < 0x30 || first > 0x39)) return { type: 'string', text };
  const timestamp = timestampText(text);
  if (timestamp !== undefined) return { type: 'timestamp', text: timestamp };
  const plain = text.replaceAll('_', '');
  const integer = goInteger(plain);
  if (integer !== undefined) return { type: 'int', text: integer };
  if (/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(plain)) {
    const value = Number(plain);
    if (Number.isFinite(value)) return { type: 'float', value };
  }
  return { type: 'string', text };
}

function dotFloat(text: string): Resolved | undefined {
  if (!/^\.[0-9]+([eE][-+]?[0-9]+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? { type: 'float', value } : undefined;
}

const maxInt64 = 2n ** 63n - 1n;
const minInt64 = -(2n ** 63n);
const maxUint64 = 2n ** 64n - 1n;

/** Go's `strconv.ParseInt(text, 0, 64)`, else `ParseUint`: decimal digits, or `undefined` where both refuse. */
export function goInteger(text: string): string | undefined {
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]+|0|[1-9][0-9]*)$/.exec(text);
  if (match === null) return undefined;
  const [, sign = '', digits = ''] = match;
  if (digits.length <= 15 && digits.charCodeAt(0) !== 0x30) return sign === '-' ? `-${digits}` : digits;
  const magnitude = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits.toLowerCase());
  const value = sign === '-' ? -magnitude : magnitude;
  if (value < minInt64 || (value > maxInt64 && (sign !== '' || value > maxUint64))) return undefined;
  return value.toString();
}
