/**
 * The text with its control characters made visible (`^[`, `^G`), since what a server sends may hold sequences that
 * terminals act upon. Line breaks and tabs stay.
 */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, visible);
}

/** A cell of a table: its first line, with `...` where there are more, as kubectl cuts it. */
export function cellText(text: string): string {
  const end = text.search(/[\n\r\f]/);
  return printable(end < 0 ? text : `${text.slice(0, end)}...`).replaceAll('\t', ' ');
}

/** Caret notation; what lies beyond ASCII has none. */
function visible(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x80 ? `^${String.fromCharCode(code ^ 0x40)}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
