/** A line of block style taken apart: columns of its dashes and its key. */
export interface Line {
  readonly dashes: readonly number[];
  readonly key: string | undefined;
  /** Column where the content behind indentation and dashes begins. */
  readonly column: number;
  /** Column where the value begins; the line's length where there is none. */
  readonly valueColumn: number;
  /** The value on the line as text, empty where there is none. */
  readonly value: string;
}

const shape =
  /^( *)((?:-(?: +|$))*)(?:("[^"]*"|'[^']*'|[^\s#:"'{}[\],&*!|>%@`-][^\s:]*|-[^\s:][^\s:]*)(:)(?=\s|$)( *))?/;

/** Takes a line apart; `undefined` for blank lines and comments. */
export function readLine(text: string): Line | undefined {
  if (/^\s*(?:#|$)/.test(text)) return undefined;
  const [whole = '', indent = '', dashText = '', key] = shape.exec(text) ?? [];
  const dashes: number[] = [];
  for (let i = 0; i < dashText.length; i += 1) {
    if (dashText[i] === '-') dashes.push(indent.length + i);
  }
  return {
    dashes,
    key: key === undefined ? undefined : plainText(key),
    column: indent.length + dashText.length,
    valueColumn: whole.length,
    value: key === undefined ? '' : plainText(text.slice(whole.length)),
  };
}

/** The text of a scalar on one line, without quotes and without a comment behind it. */
export function plainText(written: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"|^'((?:[^']|'')*)'/.exec(written);
  if (quoted !== null) return quoted[1] ?? (quoted[2] ?? '').replaceAll("''", "'");
  return written.replace(/(?:^|\s)#.*$/, '').trim();
}
