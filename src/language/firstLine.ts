import type { OffsetLocation } from '../yaml/location.ts';
import type { SourceFile } from '../yaml/node.ts';

/** A place for what concerns a file as a whole: its first line with content. */
export function firstLineOf({ uri, text }: SourceFile): OffsetLocation {
  const start = Math.max(0, text.search(/^[ \t]*[^\s#]/m));
  return { uri, start, end: start + (/^.*?(?=\s*$)/m.exec(text.slice(start))?.[0].length ?? 0) };
}
