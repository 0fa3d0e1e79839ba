import { EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml';

/** Deeper nesting is refused, so that nothing behind the parser needs to fear its stack. */
export const maxDepth = 1000;

/** So many lines are mended, each of which costs one more look at the whole text. */
const mostMended = 200;

/**
 * The events of a text, at the offsets of that text. Throws `YAMLException`. libyaml takes the lines of collections in
 * brackets at any indentation, which YAML and the parser do not: such lines are joined to the ones before.
 */
export function readEvents(text: string): Event[] {
  try {
    return parseEvents(text, { maxDepth });
  } catch (error) {
    const events = error instanceof YAMLException ? readMended(text, error) : undefined;
    if (events === undefined) throw error;
    return events;
  }
}

/**
 * The events of what stands before a line that ends the document because it is indented less than all of it, and the
 * failure at that line. libyaml takes what follows for another document, and Go's readers read only the first.
 * `undefined` where the text ends otherwise.
 */
export function readBeforeCut(text: string, failure: YAMLException): Event[] | undefined {
  const position = failure.mark?.position ?? 0;
  if (failure.reason !== 'end of the stream or a document separator is expected') return undefined;
  const lineStart = text.lastIndexOf('\n', position - 1) + 1;
  if (text.slice(lineStart, position).trim() !== '') return undefined;
  let events: Event[];
  try {
    events = readEvents(text.slice(0, lineStart));
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
  const root = events.find(({ type }) => type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE);
  if (root === undefined || !('start' in root)) return undefined;
  const rootColumn = root.start - (text.lastIndexOf('\n', root.start - 1) + 1);
  return position - lineStart < rootColumn ? events : undefined;
}

function readMended(text: string, failure: YAMLException): Event[] | undefined {
  const joints: Joint[] = [];
  let mended = text;
  let last = failure;
  while (joints.length < mostMended && last.reason === 'deficient indentation') {
    const joint = jointBefore(mended, last.mark?.position ?? 0);
    if (joint === undefined) return undefined;
    joints.push(joint);
    const { start, end } = joint;
    mended = mended.slice(0, start) + ' '.repeat(end - start) + mended.slice(end);
    try {
      const events = parseEvents(mended, { maxDepth });
      return events.some(event => isScalarOver(event, joints)) ? undefined : events;
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error;
      last = error;
    }
  }
  return undefined;
}

/** Line breaks and comments that blanks take the place of. */
interface Joint {
  readonly start: number;
  readonly end: number;
}

/** What separates the line that the parser stumbles at from the content before it. */
function jointBefore(text: string, end: number): Joint | undefined {
  let start = end;
  for (;;) {
    while (/[ \t\r\n]/.test(text.charAt(start - 1))) start -= 1;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const comment = /(?:^|[ \t])#/.exec(text.slice(lineStart, start));
    if (comment === null) break;
    start = lineStart + comment.index;
    if (start === 0) return undefined;
  }
  return text.slice(start, end).includes('\n') ? { start, end } : undefined;
}

/** A line break within a text in quotes is part of it. */
function isScalarOver(event: Event, joints: readonly Joint[]): boolean {
  if (event.type !== EVENT_ID.SCALAR) return false;
  return joints.some(({ start, end }) => event.valueStart < end && start < event.valueEnd);
}
