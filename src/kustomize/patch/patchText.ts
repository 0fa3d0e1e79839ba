import type { Location, PathLocation } from '../../yaml/location.ts';
import {
  getIn,
  isSetting,
  type Scalar,
  type Setting,
  type SourceFile,
  type YamlNode,
} from '../../yaml/node.ts';

/** The text of a patch, in a file of its own or written into the kustomization. */
export interface PatchText {
  /** What is parsed; for an inline patch a file that holds nothing but its text. */
  readonly file: SourceFile;
  /** The patch's place in the kustomization. */
  readonly entry: PathLocation;
  /** Where a value of the patch was set: `start` is its offset in `file`. */
  setting(start: number): Setting;
  /** The place of a node of the patch, or of the patch as a whole where an inline text gives no exact one. */
  locate(root: YamlNode | undefined, path: PathLocation['path'], document?: number): Location;
}

/** A patch in a file of its own. */
export function patchFile(file: SourceFile, directive: string, entry: PathLocation): PatchText {
  return {
    file,
    entry,
    setting: start => ({ directive, file, start, previous: undefined }),
    locate: (_root, path, document = 0) => ({ uri: file.uri, document, path, part: 'value' }),
  };
}

/** A patch that stands in a scalar of the kustomization; `text` is the part of the scalar's text that counts. */
export function inlinePatch(scalar: Scalar, text: string, directive: string, entry: PathLocation): PatchText {
  const origin = isSetting(scalar.from) ? scalar.from.file : scalar.from;
  const file: SourceFile = { uri: origin.uri, path: origin.path, text };
  const offsetOf = offsetsIn(origin.text, scalar);
  const skipped = Math.max(0, scalar.text.indexOf(text));
  const toOrigin = (start: number) => (start < 0 ? undefined : offsetOf(start + skipped));
  return {
    file,
    entry,
    setting: start => {
      return { directive, file: origin, start: toOrigin(start) ?? scalar.start, previous: undefined };
    },
    locate: (root, path) => {
      const node = getIn(root, path);
      const start = node === undefined ? undefined : toOrigin(node.start);
      if (node === undefined || start === undefined) return entry;
      const length =
        node.kind === 'scalar' ? node.text.length : node.kind === 'mapping' ? (node.keys[0]?.length ?? 1) : 1;
      return { uri: origin.uri, start, end: start + Math.max(1, length) };
    },
  };
}

/**
 * Takes offsets in a scalar's text to offsets in its file. Exact for literal blocks and for what is written as it
 * reads; `undefined` elsewhere (folded or escaped texts).
 */
function offsetsIn(source: string, scalar: Scalar): (offset: number) => number | undefined {
  const { text, start, style } = scalar;
  if (source.startsWith(text, start)) return offset => start + offset;
  if (style !== 'literal') return () => undefined;
  const indent = indentOf(source, scalar);
  if (indent === undefined) return () => undefined;
  const textLines = lineStarts(text, 0);
  const sourceLines = lineStarts(source, start, textLines.length);
  return offset => {
    const line = textLines.findLastIndex(lineStart => lineStart <= offset);
    const lineStart = textLines[line];
    const sourceStart = sourceLines[line];
    if (lineStart === undefined || sourceStart === undefined) return undefined;
    return sourceStart + indent + (offset - lineStart);
  };
}

function indentOf(source: string, { text, start }: Scalar): number | undefined {
  const lines = text.split('\n');
  const index = lines.findIndex(line => line.trim() !== '');
  if (index < 0) return undefined;
  const line = source
    .slice(start)
    .split('\n', index + 1)
    [index]?.replace(/\r$/, '');
  const expected = lines[index];
  return line === undefined || expected === undefined || !line.endsWith(expected)
    ? undefined
    : line.length - expected.length;
}

function lineStarts(text: string, from: number, limit = Number.POSITIVE_INFINITY): number[] {
  const starts = [from];
  for (let at = text.indexOf('\n', from); at >= 0 && starts.length < limit; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}

/** Go's `strings.TrimSpace`, which knows other white space than JavaScript's `trim`. */
export function trimSpace(text: string): string {
  const space = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
  return text.replace(new RegExp(`^${space}+|${space}+$`, 'g'), '');
}
