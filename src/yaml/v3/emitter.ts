/** What the encoder keeps between the things it writes. */
export interface Emitter {
  readonly out: string[];
  column: number;
  indent: number;
  /** Whether the last character was white space, and whether nothing but indentation stands in the line. */
  whitespace: boolean;
  indention: boolean;
  /** The indentation of the foot comment just written, which an empty line must set off. */
  footIndent: number;
  inFlow: number;
  /** Comments that wait to be written. */
  head: string;
  line: string;
  foot: string;
  tail: string;
  keyLine: string;
}

export function newEmitter(): Emitter {
  return {
    out: [],
    column: 0,
    indent: -1,
    whitespace: true,
    indention: true,
    footIndent: -1,
    inFlow: 0,
    head: '',
    line: '',
    foot: '',
    tail: '',
    keyLine: '',
  };
}

export function put(emitter: Emitter, text: string): void {
  emitter.out.push(text);
  emitter.column += [...text].length;
}

export function putBreak(emitter: Emitter): void {
  emitter.out.push('\n');
  emitter.column = 0;
  emitter.indention = true;
}

export function writeIndent(emitter: Emitter): void {
  const indent = Math.max(emitter.indent, 0);
  const { column, indention, whitespace } = emitter;
  if (!indention || column > indent || (column === indent && !whitespace)) putBreak(emitter);
  if (emitter.footIndent === indent) putBreak(emitter);
  if (emitter.column < indent) put(emitter, ' '.repeat(indent - emitter.column));
  emitter.whitespace = true;
  emitter.footIndent = -1;
}

/** Writes a mark; `opens` says that nothing need stand between it and what follows. */
export function indicate(
  emitter: Emitter,
  text: string,
  spaced: boolean,
  opens = false,
  indents = false,
): void {
  if (spaced && !emitter.whitespace) put(emitter, ' ');
  put(emitter, text);
  emitter.whitespace = opens;
  emitter.indention = emitter.indention && indents;
}

export function writeHead(emitter: Emitter): void {
  if (emitter.tail !== '') {
    writeIndent(emitter);
    writeComment(emitter, emitter.tail);
    emitter.tail = '';
    emitter.footIndent = Math.max(emitter.indent, 0);
  }
  if (emitter.head === '') return;
  writeIndent(emitter);
  writeComment(emitter, emitter.head);
  emitter.head = '';
}

export function writeLine(emitter: Emitter): void {
  if (emitter.line === '') return;
  if (!emitter.whitespace) put(emitter, ' ');
  writeComment(emitter, emitter.line);
  emitter.line = '';
}

export function writeFoot(emitter: Emitter): void {
  if (emitter.foot === '') return;
  writeIndent(emitter);
  writeComment(emitter, emitter.foot);
  emitter.foot = '';
  emitter.footIndent = Math.max(emitter.indent, 0);
}

export function writeLineAndFoot(emitter: Emitter): void {
  writeLine(emitter);
  writeFoot(emitter);
}

function writeComment(emitter: Emitter, comment: string): void {
  const lines = comment.split('\n');
  for (const [index, line] of lines.entries()) {
    if (line !== '') {
      if (index > 0) writeIndent(emitter);
      put(emitter, line.startsWith('#') ? line : `# ${line}`);
      emitter.indention = false;
    }
    if (index < lines.length - 1 || line !== '') putBreak(emitter);
  }
  emitter.whitespace = true;
}
