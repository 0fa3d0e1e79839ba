import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Pair,
  parseAllDocuments,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { PathLocation } from './location.ts';

/** UTF-16 offsets of what to cut out. */
export interface Cut {
  readonly start: number;
  readonly end: number;
}

/**
 * What to cut out of a text so that the entry at a path (a key with its value, or an item of a list) is gone, and with
 * it the lists and mappings that it leaves empty. Whole lines where it has them for itself. `undefined` where the path
 * leads nowhere, where nothing would be left, and where somebody refers to a part of it by an anchor.
 */
export function entryRange(
  text: string,
  { document, path }: Pick<PathLocation, 'document' | 'path'>,
): Cut | undefined {
  const documents = parseAllDocuments(text, { uniqueKeys: false, logLevel: 'silent' });
  const root = 'empty' in documents ? undefined : documents[document];
  const chain: Entry[] = [];
  let node: unknown = root?.contents;
  for (const step of path) {
    const entry = entryIn(node, step);
    if (entry === undefined) return undefined;
    chain.push(entry);
    node = entry.value;
  }
  while ((chain.at(-1)?.parent.items.length ?? 0) === 1) chain.pop();
  const entry = chain.at(-1);
  if (entry === undefined) return undefined;
  const cut = entry.parent.flow ? cutFromFlow(entry) : cutFromBlock(text, entry);
  return cut === undefined || /(?:^|[\s[{,])&\S/.test(text.slice(cut.start, cut.end)) ? undefined : cut;
}

interface Entry {
  readonly parent: YAMLMap | YAMLSeq;
  readonly index: number;
  readonly value: unknown;
}

function entryIn(node: unknown, step: string | number): Entry | undefined {
  if (isMap(node)) {
    const isStep = ({ key }: Pair) => isScalar(key) && (key.source ?? String(key.value)) === String(step);
    const index = node.items.findLastIndex(isStep);
    return index < 0 ? undefined : { parent: node, index, value: node.items[index]?.value };
  }
  if (!isSeq(node) || typeof step !== 'number' || step >= node.items.length) return undefined;
  return { parent: node, index: step, value: node.items[step] };
}

function spanOf({ parent }: Entry, index: number): Cut | undefined {
  const item: unknown = parent.items[index];
  if (item === undefined) return undefined;
  const isPair = isMap(parent);
  const first = isPair ? (item as Pair).key : item;
  const last = isPair ? ((item as Pair).value ?? first) : item;
  const start = isNode(first) ? first.range?.[0] : undefined;
  const end = isNode(last) ? last.range?.[1] : undefined;
  return start === undefined || end === undefined ? undefined : { start, end };
}

/** With the comma behind it, or before it where it is the last. */
function cutFromFlow(entry: Entry): Cut | undefined {
  const own = spanOf(entry, entry.index);
  const next = spanOf(entry, entry.index + 1);
  if (own === undefined) return undefined;
  if (next !== undefined) return { start: own.start, end: next.start };
  const before = spanOf(entry, entry.index - 1);
  return before === undefined ? undefined : { start: before.end, end: own.end };
}

function cutFromBlock(text: string, entry: Entry): Cut | undefined {
  const own = spanOf(entry, entry.index);
  if (own === undefined) return undefined;
  const lineStart = text.lastIndexOf('\n', own.start - 1) + 1;
  const before = text.slice(lineStart, own.start);
  const hasOwnLines = isMap(entry.parent) ? /^\s*$/ : /^\s*-\s+$/;
  if (hasOwnLines.test(before)) return { start: lineStart, end: lineEnd(text, own.end) };
  // The first field of an item stands behind its dash, where the next one takes its place.
  const next = spanOf(entry, entry.index + 1);
  return isMap(entry.parent) && next !== undefined && /^[\s-]+$/.test(before)
    ? { start: own.start, end: next.start }
    : undefined;
}

/** Behind the line's end, its comment included; a block scalar has ended a line already. */
function lineEnd(text: string, end: number): number {
  if (text[end - 1] === '\n') return end;
  const newline = text.indexOf('\n', end);
  return newline < 0 ? text.length : newline + 1;
}
