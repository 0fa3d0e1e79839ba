/**
 * A whole number that a double cannot hold, with its digits as the server sent them. It counts as a number where one is
 * wanted, and is printed and sent as it came.
 */
export class WholeNumber {
  readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }

  valueOf(): number {
    return Number(this.digits);
  }

  toString(): string {
    return this.digits;
  }

  toJSON(): unknown {
    return json.rawJSON(this.digits);
  }
}

/** In V8 since 11.4, and so in every Node that this runs in; TypeScript does not know it yet. */
const json = JSON as unknown as {
  rawJSON(text: string): unknown;
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
};

/** Sixteen digits are the fewest that may be too many; to look for them costs a fraction of parsing. */
const manyDigits = /[[:,]\s*-?\d{16}/;

/** As `JSON.parse`, throws included, but whole numbers beyond 2^53 are WholeNumbers and lose no digit. */
export function parseJson(text: string): unknown {
  if (!manyDigits.test(text)) return JSON.parse(text);
  return json.parse(text, (_key, value, { source }) =>
    typeof value === 'number' &&
    !Number.isSafeInteger(value) &&
    source !== undefined &&
    /^-?\d+$/.test(source)
      ? new WholeNumber(source)
      : value,
  );
}
