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
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 6) return String(value);
  const sign = exponent < 0 ? '-' : '+';
  return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
