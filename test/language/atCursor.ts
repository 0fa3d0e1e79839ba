/** Splits a text at its cursor `$0`. */
export function atCursor(marked: string): {
  readonly text: string;
  readonly position: { readonly line: number; readonly character: number };
} {
  const before = marked.slice(0, marked.indexOf('$0')).split('\n');
  return {
    text: marked.replace('$0', ''),
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  };
}
