/** Comments that wait for the token they belong to. */
export interface Comment {
  /** The first token at or behind this offset takes it. */
  readonly token: number;
  readonly start: number;
  /** Column from 1, as the scanner counts it for comments. */
  readonly column: number;
  /** Where the part of the gap that it stands in begins and ends. */
  readonly scanned: number;
  readonly end: number;
  readonly head: string;
  readonly line: string;
  readonly foot: string;
}

/** A comment with nothing but what is given. */
export function newComment(
  text: string,
  comment: Partial<Comment> & { readonly token: number; readonly start: number },
): Comment {
  const column = columnOf(text, comment.start) + 1;
  return { column, scanned: 0, end: 0, head: '', line: '', foot: '', ...comment };
}

/** What stands between two tokens. */
export interface Gap {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Indentation of the innermost block. */
  readonly indent: number;
  readonly inFlow: boolean;
  /** Start of the token that a foot belongs to; a foot cannot belong to a colon. */
  readonly last: number;
  readonly lastIsColon: boolean;
  readonly lineOf: (offset: number) => number;
}

/** The comment lines that are being gathered. */
interface Run {
  text: string;
  start: number;
  /** Line of the first one as the scanner counts, which misses the break that ends a comment. */
  line: number;
  scanned: number;
}

interface Deal {
  readonly gap: Gap;
  readonly found: Comment[];
  run: Run;
  at: number;
  line: number;
  readonly footLine: number;
  firstEmpty: boolean;
  recentEmpty: boolean;
  /** The token that takes a foot. */
  token: number;
}

/**
 * Deals out the comment lines of a gap: the first ones directly below a token, where an empty line follows them, are
 * its foot; those that stand deeper than what follows too; the rest is the head of what follows.
 */
export function dealComments(gap: Gap): readonly Comment[] {
  const { text, start, end } = gap;
  const at = text.indexOf('#', start);
  if (at < 0 || at >= end) return [];
  const deal = newDeal(gap, at);
  for (;;) {
    const closes = deal.at >= end && gap.inFlow && /[\]}]/.test(text.charAt(deal.at));
    if (closes || deal.at >= text.length || isBreak(text, deal.at)) {
      if (closes || !deal.recentEmpty) settle(deal, closes);
      if (closes || deal.at >= text.length) break;
      deal.firstEmpty = false;
      deal.recentEmpty = true;
      deal.line += 1;
      deal.at = nextLine(text, deal.at);
      continue;
    }
    const column = columnOf(text, deal.at);
    const { run } = deal;
    if (run.text !== '' && column < gap.indent && column !== columnOf(text, run.start)) {
      addFoot(deal, deal.token);
    }
    if (deal.at >= end) break;
    takeLine(deal);
  }
  const { run, found } = deal;
  if (run.text !== '') {
    const { start: first, scanned, text: head } = run;
    found.push(newComment(text, { token: first, start: first, scanned, end: deal.at - 1, head }));
  }
  return found;
}

function newDeal(gap: Gap, at: number): Deal {
  const { text, start, lineOf } = gap;
  const line = lineOf(at);
  const breaks = breaksBefore(text, at);
  let footLine = -1;
  if (lineOf(start) > 0) {
    footLine = line - breaks + 1;
    if (breaks === 0 && columnOf(text, at) > 1) footLine += 1;
  }
  return {
    gap,
    found: [],
    run: { text: '', start: 0, line: 0, scanned: start },
    at,
    line,
    footLine,
    firstEmpty: breaks <= 1,
    recentEmpty: false,
    token: gap.last,
  };
}

/** At an empty line or the end: the lines so far are a foot, or go on behind the empty line. */
function settle(deal: Deal, closes: boolean): void {
  const { gap, run } = deal;
  if (run.text === '') return;
  const dedented = columnOf(gap.text, run.start) < gap.indent;
  const isFoot = run.line === deal.footLine && !gap.lastIsColon;
  // What is dedented has nothing to do with the token before it.
  if (closes || (deal.firstEmpty && (isFoot || dedented))) addFoot(deal, dedented ? run.start : deal.token);
  else if (deal.at < gap.text.length) run.text += '\n';
}

function addFoot(deal: Deal, token: number): void {
  const { run, at } = deal;
  const { start, scanned, text } = run;
  deal.found.push(newComment(deal.gap.text, { token, start, scanned, end: at, foot: text }));
  deal.run = { text: '', start: 0, line: 0, scanned: at };
  deal.token = at;
}

function takeLine(deal: Deal): void {
  const { gap, run, at } = deal;
  const words = restOfLine(gap.text, at);
  if (run.text === '') deal.run = { ...run, start: at, line: deal.line, text: words };
  else run.text += `\n${words}`;
  deal.line = gap.lineOf(at);
  deal.recentEmpty = false;
  deal.at = at + words.length;
  // The break that ends the comment's own line is not an empty line.
  if (deal.at < gap.text.length) deal.at = nextLine(gap.text, deal.at);
}

function isBreak(text: string, offset: number): boolean {
  return text[offset] === '\n' || text[offset] === '\r';
}

/** The first character that is not blank behind the line break at an offset. */
function nextLine(text: string, offset: number): number {
  let at = offset + (text.startsWith('\r\n', offset) ? 2 : 1);
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}

/** What stands from an offset to the end of its line. */
export function restOfLine(text: string, offset: number): string {
  const line = /[^\r\n]*/y;
  line.lastIndex = offset;
  return line.exec(text)?.[0] ?? '';
}

/** Line breaks between an offset and the last character before it that is not blank. */
export function breaksBefore(text: string, offset: number): number {
  let count = 0;
  for (let at = offset - 1; at >= 0 && /[ \t\r\n]/.test(text.charAt(at)); at -= 1) {
    if (text[at] === '\n') count += 1;
  }
  return count;
}

/** Column from 0. */
export function columnOf(text: string, offset: number): number {
  return offset === 0 ? 0 : offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** Gives the line of an offset, from 0; fast for many offsets of one text. */
export function lineCounter(text: string): (offset: number) => number {
  const breaks: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks.push(at);
  return offset => {
    let [low, high] = [0, breaks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((breaks[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
