import type { KustomizationRule } from '../rule.ts';

/** A document behind the first one: kustomize does not read it. */
export const secondDocument: KustomizationRule<'kustomization.second-document'> = {
  code: 'kustomization.second-document',
  severity: 'warning',
  over: 'kustomization',
  check({ file }, report) {
    // At the first column these are always the ends of documents, in block scalars too.
    const marker = /^(?:---|\.\.\.)(?=\s|$)/gm;
    const { text } = file;
    let hasFirst = false;
    let start = 0;
    for (;;) {
      const match = marker.exec(text);
      const content = contentIn(text, start, match?.index ?? text.length);
      if (content !== undefined && hasFirst) {
        report({}, { uri: file.uri, ...content });
        return;
      }
      hasFirst ||= content !== undefined;
      if (match === null) return;
      start = marker.lastIndex;
    }
  },
};

/** Where between two offsets the first line with something in it begins, and where the last one ends. */
function contentIn(text: string, from: number, to: number): { start: number; end: number } | undefined {
  const piece = text.slice(from, to);
  const first = /^[^\S\n]*(?![\s#%])\S/m.exec(piece);
  if (first === null) return undefined;
  return { start: from + first.index + first[0].length - 1, end: from + piece.trimEnd().length };
}
