import type { Mapping, Scalar, Sequence, SourceFile, YamlNode } from '../../yaml/node.ts';

interface Cursor {
  readonly file: SourceFile;
  at: number;
}

/** The tree of a JSON text with its places, or `undefined` where the text is no JSON. */
export function jsonNode(file: SourceFile): YamlNode | undefined {
  try {
    JSON.parse(file.text);
  } catch {
    return undefined;
  }
  return readValue({ file, at: 0 });
}

/** Where a text stops to be JSON, as an offset; its beginning where the parser does not tell, `undefined` where it is JSON. */
export function jsonFlaw(text: string): number | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return Number(/at position (\d+)/.exec(String(error))?.[1] ?? 0);
  }
}

/** The text is known to be JSON, so each token only needs to be found. */
function readValue(cursor: Cursor): YamlNode {
  skipSpace(cursor);
  const character = cursor.file.text[cursor.at];
  if (character === '{') return readObject(cursor);
  if (character === '[') return readArray(cursor);
  return readScalar(cursor);
}

function readObject(cursor: Cursor): Mapping {
  const start = cursor.at;
  const entries = new Map<string, { start: number; value: YamlNode }>();
  cursor.at += 1;
  for (;;) {
    skipSpace(cursor);
    const character = cursor.file.text[cursor.at];
    if (character === '}') break;
    if (character === ',') {
      cursor.at += 1;
      continue;
    }
    const key = readScalar(cursor);
    skipSpace(cursor);
    cursor.at += 1;
    // The last of equal keys counts.
    entries.set(key.text, { start: key.start, value: readValue(cursor) });
  }
  cursor.at += 1;
  const all = [...entries.values()];
  return {
    kind: 'mapping',
    keys: [...entries.keys()],
    keyStarts: all.map(entry => entry.start),
    values: all.map(entry => entry.value),
    start,
  };
}

function readArray(cursor: Cursor): Sequence {
  const start = cursor.at;
  const items: YamlNode[] = [];
  cursor.at += 1;
  for (;;) {
    skipSpace(cursor);
    const character = cursor.file.text[cursor.at];
    if (character === ']') break;
    if (character === ',') cursor.at += 1;
    else items.push(readValue(cursor));
  }
  cursor.at += 1;
  return { kind: 'sequence', items, start };
}

const token = /"(?:[^"\\]|\\.)*"|[^\s,\]}:]+/y;

function readScalar(cursor: Cursor): Scalar {
  const { file, at } = cursor;
  token.lastIndex = at;
  const text = token.exec(file.text)?.[0] ?? '';
  cursor.at += Math.max(1, text.length);
  const isString = text.startsWith('"');
  return {
    kind: 'scalar',
    text: isString ? (JSON.parse(text) as string) : text,
    style: isString ? 'double' : 'plain',
    tag: undefined,
    from: file,
    // As YAML counts it: behind the quote.
    start: isString ? at + 1 : at,
  };
}

function skipSpace(cursor: Cursor): void {
  while (/\s/.test(cursor.file.text[cursor.at] ?? '')) cursor.at += 1;
}
