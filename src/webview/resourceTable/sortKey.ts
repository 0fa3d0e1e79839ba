/** What a text is sorted by: numbers before words, what is not there behind both. */
export interface SortKey {
  /** `NaN` for words. */
  readonly number: number;
  /** Among words, and among equal numbers; empty for what is not there. */
  readonly words: string;
}

const nothing: SortKey = { number: Number.NaN, words: '' };

/** The key of a cell. `duration` is for columns whose texts are ages, where `5m` is minutes and no quantity. */
export function sortKey(text: string, order: 'text' | 'duration'): SortKey {
  if (text === '' || text === '<none>' || text === '<unknown>') return nothing;
  const number = order === 'duration' ? secondsOf(text) : numberOf(text);
  return { number, words: naturalKey(text) };
}

/** Below zero where the first comes first, ascending; equal keys give zero. */
export function compareKeys(one: SortKey, other: SortKey): number {
  const [left, right] = [one.number, other.number];
  if (left < right) return -1;
  if (left > right) return 1;
  const [isNumber, isOther] = [!Number.isNaN(left), !Number.isNaN(right)];
  if (isNumber !== isOther) return isNumber ? -1 : 1;
  return compareTexts(one.words, other.words);
}

/** Whether there is nothing to sort by; such rows come last in both directions. */
export function isNothing(key: SortKey): boolean {
  return key.words === '';
}

/** By code units, which is what natural keys are made for. */
export function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** A text whose plain order is the natural one: case does not count, and numbers in it count as numbers. */
export function naturalKey(text: string): string {
  return text.toLowerCase().replaceAll(/\d+/g, digits => {
    const significant = digits.replace(/^0+(?=\d)/, '');
    // The more digits, the larger: their count, as one unit, stands before them.
    return `${String.fromCharCode(0x30 + Math.min(significant.length, 9))}${
      significant.length < 9 ? '' : String.fromCharCode(0x100 + Math.min(significant.length, 0xf000))
    }${significant}`;
  });
}

const scales: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** Of a number, a quantity (`100m`, `2Gi`), a share (`1/3`) or a percentage; `NaN` for all else. */
function numberOf(text: string): number {
  const quantity = /^([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)([numkKMGTPE]?i?)%?$/.exec(text);
  if (quantity !== null) {
    const [, digits = '', suffix = ''] = quantity;
    const scale = scales[suffix];
    return scale === undefined ? Number.NaN : Number(digits) * scale;
  }
  const share = /^(\d+)\/(\d+)$/.exec(text);
  if (share === null) return Number.NaN;
  const [, ready = '', wanted = ''] = share;
  // Of those that are equally far, the larger comes later.
  return (wanted === '0' ? 1 : Number(ready) / Number(wanted)) + Number(wanted) * 1e-9;
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, y: 31_536_000 };

/** Of an age as kubectl writes it; `NaN` for all else. */
function secondsOf(text: string): number {
  if (!/^(?:\d+[smhdy])+$/.test(text)) return Number.NaN;
  let seconds = 0;
  for (const [, count = '', unit = ''] of text.matchAll(/(\d+)([smhdy])/g)) {
    seconds += Number(count) * (units[unit] ?? 0);
  }
  return seconds;
}
