const letter = /^\p{L}$/u;
const digit = /^\p{Nd}$/u;

/**
 * The order in which `go.yaml.in/yaml/v2` prints string keys: by characters, letters behind others,
 * runs of digits by their number (`a2` before `a10`). Gives a negative number, zero or a positive one.
 */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  return isBefore(a, b) ? -1 : 1;
}

function isBefore(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  let i = 0;
  while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i += 1;
  if (i === length) return a.length < b.length;
  const ca = a.charCodeAt(i);
  const cb = b.charCodeAt(i);
  if (ca < 0x80 && cb < 0x80) {
    const la = isAsciiLetter(ca);
    const lb = isAsciiLetter(cb);
    if (la && lb) return ca < cb;
    if (la || lb) return lb;
    if (!isAsciiDigit(ca) && !isAsciiDigit(cb)) return ca < cb;
  }
  return isBeforeByRunes([...a], [...b]);
}

function isAsciiLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

function isAsciiDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The slow way, for digits and for what lies outside ASCII; the arrays hold one character an element. */
function isBeforeByRunes(a: readonly string[], b: readonly string[]): boolean {
  for (let i = 0; i < a.length && i < b.length; i += 1) {
    const ra = a[i] ?? '';
    const rb = b[i] ?? '';
    if (ra === rb) continue;
    const la = letter.test(ra);
    const lb = letter.test(rb);
    if (la && lb) return codePoint(ra) < codePoint(rb);
    if (la || lb) return lb;
    const base = ra === '0' || rb === '0' ? leadingOne(a, i) : 0n;
    const na = digitsFrom(a, i, base);
    const nb = digitsFrom(b, i, base);
    if (na.value !== nb.value) return na.value < nb.value;
    if (na.end !== nb.end) return na.end < nb.end;
    return codePoint(ra) < codePoint(rb);
  }
  return a.length < b.length;
}

/** 1 where a digit other than zero stands before position `i` in the same run: zeros then count as digits. */
function leadingOne(runes: readonly string[], i: number): bigint {
  for (let j = i - 1; j >= 0 && digit.test(runes[j] ?? ''); j -= 1) {
    if (runes[j] !== '0') return 1n;
  }
  return 0n;
}

/** The number that the digits from position `i` on make (64 bits, as in Go), and the position behind them. */
function digitsFrom(runes: readonly string[], i: number, base: bigint): { value: bigint; end: number } {
  let value = base;
  let end = i;
  while (end < runes.length && digit.test(runes[end] ?? '')) {
    value = BigInt.asIntN(64, value * 10n + BigInt(codePoint(runes[end] ?? '') - 0x30));
    end += 1;
  }
  return { value, end };
}

function codePoint(rune: string): number {
  return rune.codePointAt(0) ?? 0;
}
