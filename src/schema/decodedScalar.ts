import type { Scalar } from '../yaml/node.ts';
import { resolveScalar } from '../yaml/resolve.ts';

/** What a scalar of a kustomization file is once go-yaml v2 has read it and encoding/json passes it on. */
export interface DecodedScalar {
  readonly type: 'string' | 'number' | 'boolean' | 'null';
  /** For numbers: whether they go into an int64; `3.0` and `1e3` do. */
  readonly integer: boolean;
}

const string: DecodedScalar = { type: 'string', integer: false };
const boolean: DecodedScalar = { type: 'boolean', integer: false };
const nothing: DecodedScalar = { type: 'null', integer: false };
const fraction: DecodedScalar = { type: 'number', integer: false };
const whole: DecodedScalar = { type: 'number', integer: true };

/** The booleans of YAML 1.1 that yaml.v3 takes for strings. */
const olderBoolean = /^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$/;

/**
 * The type that the decoder of a kustomization gives a scalar. It is go-yaml v2's, unlike that of resources:
 * `y`, `yes`, `on` and their opposites are booleans too, and dates are strings (resolve.go, decode.go).
 */
export function decodeScalar(scalar: Scalar): DecodedScalar {
  if (scalar.tag === undefined && scalar.style === 'plain' && olderBoolean.test(scalar.text)) return boolean;
  const resolved = resolveScalar(scalar);
  switch (resolved.type) {
    case 'string':
    case 'timestamp':
      return string;
    case 'bool':
      return boolean;
    case 'null':
      return nothing;
    case 'int':
      return fitsInt64(BigInt(resolved.text)) ? whole : fraction;
    case 'float':
      return Number.isInteger(resolved.value) && Math.abs(resolved.value) < 2 ** 63 ? whole : fraction;
  }
}

function fitsInt64(value: bigint): boolean {
  return value >= -(2n ** 63n) && value < 2n ** 63n;
}
