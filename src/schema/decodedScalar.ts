import type { Scalar } from '../yaml/node.ts';

/** What a scalar of a kustomization file is once go-yaml v2 has read it and encoding/json passes it on. */
export interface DecodedScalar {
  readonly type: 'string' | 'number' | 'boolean' | 'null';
  /** For numbers: whether they go into an int64. */
  readonly integer: boolean;
}

const string: DecodedScalar = { type: 'string', integer: false };
const boolean: DecodedScalar = { type: 'boolean', integer: false };
const nothing: DecodedScalar = { type: 'null', integer: false };
const fraction: DecodedScalar = { type: 'number', integer: false };
const whole: DecodedScalar = { type: 'number', integer: true };

const booleanWord =
  /^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF|true|True|TRUE|false|False|FALSE)$/;
const nullWord = /^(?:~|null|Null|NULL|)$/;
const notFinite = /^(?:\.nan|\.NaN|\.NAN|[-+]?\.(?:inf|Inf|INF))$/;
const integer = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const date = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt ])/;
const coreTag = 'tag:yaml.org,2002:';

/**
 * The type that the decoder of a kustomization gives a scalar: YAML 1.1 words are booleans, dates stay
 * strings, and a quoted scalar is a string unless it is tagged (go-yaml v2 resolve.go).
 */
export function decodeScalar(scalar: Scalar): DecodedScalar {
  const { tag } = scalar;
  if (tag === undefined ? scalar.style !== 'plain' : !resolvesByText(tag)) return string;
  const { text } = scalar;
  if (text.length > 400) return string;
  if (nullWord.test(text)) return nothing;
  if (booleanWord.test(text)) return boolean;
  if (notFinite.test(text)) return fraction;
  if (!/^[-+.0-9]/.test(text) || date.test(text)) return string;
  const digits = text.startsWith('.') ? text : text.replaceAll('_', '');
  if (integer.test(digits)) return fitsInt64(digits) ? whole : fraction;
  if (!float.test(digits)) return string;
  const value = Number(digits);
  return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? whole : fraction;
}

function resolvesByText(tag: string): boolean {
  return ['bool', 'int', 'float', 'null', 'timestamp'].some(name => tag === coreTag + name);
}

function fitsInt64(digits: string): boolean {
  const negative = digits.startsWith('-');
  const magnitude = digits.replace(/^[-+]/, '').replace(/^0(?=[0-7])/, '0o');
  const value = BigInt(magnitude);
  return value < 2n ** 63n || (negative && value === 2n ** 63n);
}
