import { goInteger } from './resolve.ts';

/**
 * How a float comes out of kustomize: Go writes it as JSON, reads that back (where 1000.0 has become an integer)
 * and prints it with `strconv.FormatFloat(value, 'g', -1, 64)`. The value must be finite: JSON has no other.
 */
export function goFloatText(value: number): string {
  // JSON numbers switch to an exponent at the same two thresholds in Go and in JavaScript.
  const json = Object.is(value, -0) ? '-0' : String(value);
  return goInteger(json) ?? shortestG(value);
}

/** `strconv.FormatFloat(value, 'g', -1, 64)`: the shortest form, with an exponent below -4 or of at least 6. */
export function shortestG(value: number): string {
  if (Object.is(value, -0)) return '-0';
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 6) return String(value);
  const sign = exponent < 0 ? '-' : '+';
  return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** A finite float as Go's `'f'` format writes it: the fewest digits that tell it apart, without an exponent. */
export function shortestDecimal(value: number): string {
  const [, sign = '', digits = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([-+]\d+))?$/.exec(Object.is(value, -0) ? '-0' : String(value)) ?? [];
  const all = digits + fraction;
  const point = digits.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${all}`;
  if (point >= all.length) return sign + all.padEnd(point, '0');
  return `${sign}${all.slice(0, point)}.${all.slice(point)}`;
}
