/**
 * What separates two fields of a mapping, where a line up to `before` is all that stands in front of a value of `key`:
 * a new line in a block, a comma in braces. `undefined` where it is written in another way.
 */
export function separatorBeside(text: string, before: string, key: string): string | undefined {
  const block = new RegExp(`^(\\s*(?:- +)*)["']?${key}["']?\\s*:\\s*$`, 'i').exec(before);
  if (block !== null) return `${text.includes('\r\n') ? '\r\n' : '\n'}${' '.repeat(block[1]?.length ?? 0)}`;
  return new RegExp(`[{,]\\s*["']?${key}["']?\\s*:\\s*$`, 'i').test(before) ? ', ' : undefined;
}
