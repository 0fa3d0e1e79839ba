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
