import type { OffsetLocation } from '../../yaml/location.ts';
import type { SourceFile } from '../../yaml/node.ts';

/** What stands behind the first document of a file that has something in it, comments apart. */
export function secondDocumentIn({ uri, text }: SourceFile): OffsetLocation | undefined {
  // At the first column these are always the ends of documents, in block scalars too.
  const marker = /^(?:---|\.\.\.)(?=\s|$)/gm;
  let hasFirst = false;
  let start = 0;
  for (;;) {
    const match = marker.exec(text);
    const content = contentIn(text, start, match?.index ?? text.length);
    if (content !== undefined && hasFirst) return { uri, ...content };
    hasFirst ||= content !== undefined;
    if (match === null) return undefined;
    start = marker.lastIndex;
  }
}

/** Where between two offsets the first line with something in it begins, and where the last one ends. */
function contentIn(text: string, from: number, to: number): { start: number; end: number } | undefined {
  const piece = text.slice(from, to);
  const first = /^[^\S\n]*(?![\s#%])\S/m.exec(piece);
  if (first === null) return undefined;
  return { start: from + first.index + first[0].length - 1, end: from + piece.trimEnd().length };
}
