import type { OffsetLocation } from '../../../yaml/location.ts';
import { isSetting, type Scalar } from '../../../yaml/node.ts';

/** Directives that compute a value from the one before, which is the one to edit. */
const computing = /^(?:namePrefix|nameSuffix|nameSuffixHash|namespace)\b/;

/** Where the value of a rendered scalar was written last, and the directives that changed it since. */
export interface Written {
  readonly location: OffsetLocation;
  readonly related: readonly OffsetLocation[];
}

/** Finds who wrote a scalar: what a prefix or hash made of it leads back to the value in the manifest. */
export function writtenAt(scalar: Scalar): Written {
  const related: OffsetLocation[] = [];
  let current = scalar;
  for (;;) {
    const { from } = current;
    if (!isSetting(from)) {
      return { location: { uri: from.uri, ...spanAt(from.text, current.start, current.text) }, related };
    }
    const place = { uri: from.file.uri, ...spanAt(from.file.text, from.start, current.text) };
    if (from.previous === undefined || !computing.test(from.directive)) return { location: place, related };
    related.push(place);
    current = from.previous;
  }
}

/** The scalar's own text in its file, quotes included; where another text stands there, the word that does. */
function spanAt(file: string, start: number, text: string): { start: number; end: number } {
  const at = Math.max(start, 0);
  const quote = file.charAt(at - 1);
  if (quote === '"' || quote === "'") {
    const pattern = quote === '"' ? /"(?:[^"\\]|\\.)*"/sy : /'(?:[^']|'')*'/sy;
    pattern.lastIndex = at - 1;
    const quoted = pattern.exec(file);
    if (quoted !== null) return { start: at - 1, end: at - 1 + quoted[0].length };
  }
  if (text !== '' && file.startsWith(text, at)) return { start: at, end: at + text.length };
  const word = /[^\s,\]}]*/y;
  word.lastIndex = at;
  return { start: at, end: at + (word.exec(file)?.[0].length ?? 0) };
}
