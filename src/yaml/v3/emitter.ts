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

/** An encoder at the start of a document. */
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

/** Writes a text without line breaks; columns count characters, not UTF-16 units. */
export function put(emitter: Emitter, text: string): void {
  emitter.out.push(text);
  emitter.column += [...text].length;
}

/** Ends the line. */
export function putBreak(emitter: Emitter): void {
  emitter.out.push('\n');
  emitter.column = 0;
  emitter.indention = true;
}

/** Goes to the indentation, on a new line unless this one holds nothing else. */
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

/** Writes the foot of what stood before and the head of what comes, if they wait. */
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

/** Writes the comment behind a value, if one waits. */
export function writeLine(emitter: Emitter): void {
  if (emitter.line === '') return;
  if (!emitter.whitespace) put(emitter, ' ');
  writeComment(emitter, emitter.line);
  emitter.line = '';
}

/** Writes the comment below a value, if one waits. */
export function writeFoot(emitter: Emitter): void {
  if (emitter.foot === '') return;
  writeIndent(emitter);
  writeComment(emitter, emitter.foot);
  emitter.foot = '';
  emitter.footIndent = Math.max(emitter.indent, 0);
}

/** Writes what waits to stand behind and below a value. */
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
