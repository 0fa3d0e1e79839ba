import type { Position } from '../../yaml/location.ts';
import { lineIndex } from '../../yaml/range.ts';
import type { TextEdit } from './quickFix.ts';

/** The one edit that makes one text of another, from the first line that differs to the last. */
export function difference(uri: string, before: string, after: string): TextEdit {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  start = before.lastIndexOf('\n', start - 1) + 1;
  const most = Math.min(before.length, after.length) - start;
  let same = 0;
  while (same < most && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  const lines = lineIndex(before);
  const at = (offset: number): Position => lines.position(offset);
  return {
    uri,
    range: { start: at(start), end: at(before.length - same) },
    newText: after.slice(start, after.length - same),
  };
}

/** Rewrites a text whose lines end in one character, and gives it the line breaks that it had. */
export function withPlainLines(
  text: string,
  rewrite: (plain: string) => string | undefined,
): string | undefined {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  return rewrite(text.replaceAll('\r\n', '\n'))?.replaceAll('\n', lineBreak);
}
