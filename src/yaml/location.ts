import type { SourceFile } from './node.ts';

/** A place in a document by structure, so that it outlives edits elsewhere in the file. */
export interface PathLocation {
  readonly uri: string;
  /** Index of the document in a multi-document file. */
  readonly document: number;
  /** Keys and indices from the document's root; empty for the root itself. */
  readonly path: readonly (string | number)[];
  /** Whether the key or the value at the path is meant. */
  readonly part: 'key' | 'value';
}

/** A place in text that has no structure (a syntax error) or that a parsed node remembers. */
export interface OffsetLocation {
  readonly uri: string;
  /** UTF-16 offsets into the text of that version. */
  readonly start: number;
  readonly end: number;
}

/** Where a problem or a value comes from. Ranges are made from it on demand, by `rangeOf`. */
export type Location = PathLocation | OffsetLocation;

/** Zero-based; characters count UTF-16 units, as in the language server protocol. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Half open: `end` is the first position behind it. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** The place of a value in the first document of a file. */
export function valueAt(file: SourceFile, path: PathLocation['path']): PathLocation {
  return { uri: file.uri, document: 0, path, part: 'value' };
}

/** The place of a key in the first document of a file. */
export function keyAt(file: SourceFile, path: PathLocation['path']): PathLocation {
  return { uri: file.uri, document: 0, path, part: 'key' };
}
