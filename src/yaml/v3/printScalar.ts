import { type Emitter, indicate, put, putBreak, writeIndent, writeLine } from './emitter.ts';
import type { V3Node } from './node.ts';
import { doubleQuoted, styleOf } from './scalarStyle.ts';

/** Where a node is written. */
export interface Place {
  readonly parent: 'document' | 'sequence' | 'flow' | 'key' | 'value';
  /** For a key: whether it stands without `?`. */
  readonly simple?: boolean;
}

/** The indentation one level down from a place. */
export function deeper(emitter: Emitter, place: Place, flow: boolean): number {
  if (emitter.indent < 0) return flow ? 2 : 0;
  return place.parent === 'sequence' ? emitter.indent + 2 : 2 * Math.floor((emitter.indent + 2) / 2);
}

/** Writes a scalar in the style it has, as far as its text allows it there. */
export function writeScalar(emitter: Emitter, node: V3Node, place: Place): void {
  const before = emitter.indent;
  emitter.indent = deeper(emitter, place, true);
  const isKey = place.parent === 'key' && place.simple === true;
  const style = styleOf(node, { inFlow: emitter.inFlow > 0, isKey });
  switch (style) {
    case 'plain':
      if (node.text !== '') indicate(emitter, node.text, true);
      emitter.indention = false;
      break;
    case 'single':
      indicate(emitter, "'", true);
      writeSingle(emitter, node.text);
      break;
    case 'double':
      indicate(emitter, doubleQuoted(node.text), true);
      break;
    default:
      writeBlock(emitter, node.text, style === 'folded');
  }
  emitter.indent = before;
}

/** A single-quoted text; a line break is written twice, as one alone reads as a space. */
function writeSingle(emitter: Emitter, text: string): void {
  let breaks = false;
  for (const part of text.split(/(\n+)/)) {
    if (part.startsWith('\n')) {
      for (let i = 0; i <= part.length; i += 1) putBreak(emitter);
      breaks = true;
    } else if (part !== '') {
      if (breaks) writeIndent(emitter);
      put(emitter, part.replaceAll("'", "''"));
      emitter.indention = false;
      breaks = false;
    }
  }
  indicate(emitter, "'", false);
}

function writeBlock(emitter: Emitter, text: string, folded: boolean): void {
  const hint = /^[ \r\n\u0085\u2028\u2029]/.test(text) ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  indicate(emitter, `${folded ? '>' : '|'}${hint}${chomp}`, true);
  if (emitter.line === '') putBreak(emitter);
  else writeLine(emitter);
  emitter.whitespace = true;
  // The emitter asks the first line of the text, not the next one, whether a fold needs one break more.
  const startsBlank = /^\n*(?:[ \t]|$)/.test(text);
  let leading = true;
  let breaks = true;
  for (const part of text.split(/(\n)/)) {
    if (part === '\n') {
      if (folded && !breaks && !leading && !startsBlank) putBreak(emitter);
      putBreak(emitter);
      breaks = true;
    } else if (part !== '') {
      if (breaks) writeIndent(emitter);
      leading = /^[ \t]/.test(part);
      put(emitter, part);
      emitter.indention = false;
      breaks = false;
    }
  }
}
