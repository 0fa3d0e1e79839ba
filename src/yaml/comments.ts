import { CST, Lexer } from 'yaml';

/** A part of a text, in UTF-16 offsets; `end` is the first one behind it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a person can and cannot write comments into. */
export interface TextParts {
  /** Comments from their `#` to the end of the line. */
  readonly comments: readonly Span[];
  /** Scalars of several lines: what looks like a comment inside is text. They begin at their `|`, `>` or quote. */
  readonly longScalars: readonly Span[];
}

/** Tells comments from text that looks like them. Broken YAML is read as far as it goes. */
export function textParts(text: string): TextParts {
  const comments: Span[] = [];
  const longScalars: Span[] = [];
  let at = 0;
  let header: number | undefined;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    const type = CST.tokenType(lexeme);
    // These three stand for something; the text does not have them.
    if (type === 'doc-mode' || type === 'flow-error-end' || type === 'scalar') {
      isScalar = type === 'scalar';
      continue;
    }
    const end = at + lexeme.length;
    const isQuoted = type === 'single-quoted-scalar' || type === 'double-quoted-scalar';
    if (!isScalar && type === 'comment') comments.push({ start: at, end });
    else if (!isScalar && type === 'block-scalar-header') header = at;
    else if ((isScalar || isQuoted) && (header !== undefined || lexeme.includes('\n'))) {
      longScalars.push({ start: header ?? at, end });
      header = undefined;
    }
    isScalar = false;
    at = end;
  }
  return { comments, longScalars };
}
