import { isScalar, isSeq, type Pair, type Scalar } from 'yaml';
import {
  type BlockText,
  blockList,
  blockTextOf,
  bodyOf,
  dashColumn,
  linesOf,
  pairOf,
  shifted,
  spanOf,
  startOfLine,
  withLineBreak,
} from './blockText.ts';

/** How the items of a list are written in the list that takes their place, and at which end of it. */
interface Move {
  readonly to: string;
  readonly end: 'first' | 'last';
  readonly rewrite: (source: BlockText, pair: Pair) => string | undefined;
}

const asTheyAre: Move['rewrite'] = ({ text }) => text;

const moves: Readonly<Record<string, Move>> = {
  bases: { to: 'resources', end: 'last', rewrite: asTheyAre },
  imagetags: { to: 'images', end: 'last', rewrite: asTheyAre },
  // Strategic merge patches of the older field run first, JSON patches last.
  patchesstrategicmerge: { to: 'patches', end: 'first', rewrite: withPatchKeys },
  patchesjson6902: { to: 'patches', end: 'last', rewrite: asTheyAre },
  commonlabels: { to: 'labels', end: 'last', rewrite: asLabelEntry },
};

/**
 * Moves a deprecated field of a kustomization to the one that took its place; comments and order stay. `undefined`
 * where no such move is known or the text is not written in a way that lines can be moved. Whether the output stays
 * the same is for the caller to see.
 */
export function moveField(text: string, field: string): string | undefined {
  const move = moves[field.toLowerCase()];
  const source = blockTextOf(text);
  const pair = source === undefined ? undefined : pairOf(source, field);
  if (move === undefined || source === undefined || pair === undefined) return undefined;
  const rewritten = move.rewrite(source, pair);
  if (rewritten === undefined) return undefined;
  const now = blockTextOf(rewritten);
  const moved = now === undefined ? undefined : pairOf(now, field);
  if (now === undefined || moved === undefined) return undefined;
  const target = pairOf(now, move.to);
  if (target === undefined) {
    const has = now.map.items.some(({ key }) => isScalar(key) && String(key.value).toLowerCase() === move.to);
    const key = spanOf(moved.key);
    if (has || key === undefined) return undefined;
    return rewritten.slice(0, key.start) + move.to + rewritten.slice(key.end);
  }
  return join(now, moved, target, move.end);
}

/** The text with the items of one list put before or behind those of another. */
function join({ text }: BlockText, moved: Pair, target: Pair, end: Move['end']): string | undefined {
  const [list, into] = [blockList(moved), blockList(target)];
  const [lines, targetLines] = [linesOf(text, moved), linesOf(text, target)];
  if (list === undefined || into === undefined || lines === undefined || targetLines === undefined)
    return undefined;
  const from = dashColumn(text, spanOf(list)?.start ?? 0);
  const to = dashColumn(text, spanOf(into)?.start ?? 0);
  if (from === undefined || to === undefined) return undefined;
  const comment = /#.*/.exec(text.slice(lines.start, text.indexOf('\n', lines.start)))?.[0];
  const items = `${comment === undefined ? '' : `${' '.repeat(to)}${comment}\n`}${shifted(bodyOf(text, lines), from, to)}`;
  const at = end === 'last' ? targetLines.end : startOfLine(text, spanOf(into)?.start ?? 0);
  const put = (part: string) => withLineBreak(part) + items;
  if (at <= lines.start) return put(text.slice(0, at)) + text.slice(at, lines.start) + text.slice(lines.end);
  return put(text.slice(0, lines.start) + text.slice(lines.end, at)) + text.slice(at);
}

/** Every item as an entry of `patches`: a file behind `path:`, a text behind `patch:`. */
function withPatchKeys({ text }: BlockText, pair: Pair): string | undefined {
  const list = pair.value;
  if (!isSeq(list) || list.items.length === 0) return undefined;
  let rewritten = text;
  for (const item of list.items.toReversed()) {
    const span = spanOf(item);
    if (!isScalar(item) || span === undefined || item.anchor !== undefined || item.tag !== undefined)
      return undefined;
    const written = text.slice(span.start, span.end);
    const entry = isBlockScalar(item)
      ? patchEntry(written)
      : written.includes('\n')
        ? undefined
        : list.flow === true
          ? `{path: ${written}}`
          : `path: ${written}`;
    if (entry === undefined) return undefined;
    rewritten = rewritten.slice(0, span.start) + entry + rewritten.slice(span.end);
  }
  return rewritten;
}

function isBlockScalar({ type }: Scalar): boolean {
  return type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
}

/** A block scalar as the value of a key, whose lines stand two columns deeper; not where it counts them itself. */
function patchEntry(written: string): string | undefined {
  const [header = '', ...lines] = written.split('\n');
  if (/^[|>][-+]?\d/.test(header)) return undefined;
  return [`patch: ${header}`, ...lines.map(line => (line.trim() === '' ? line : `  ${line}`))].join('\n');
}

/** The labels as an entry that also writes to selectors, which is what `commonLabels` does. */
function asLabelEntry({ text, map }: BlockText, pair: Pair): string | undefined {
  const lines = linesOf(text, pair);
  const value = spanOf(pair.value);
  const key = spanOf(pair.key);
  if (lines === undefined || value === undefined || key === undefined || isScalar(pair.value))
    return undefined;
  const isFlow = startOfLine(text, value.start) === lines.start;
  const head = isFlow
    ? `${text.slice(key.start, key.end)}:\n`
    : text.slice(lines.start, text.indexOf('\n', lines.start) + 1);
  const pairs = isFlow
    ? withLineBreak(`- pairs: ${text.slice(value.start, lines.end)}`)
    : `- pairs:\n${shifted(bodyOf(text, lines), value.start - startOfLine(text, value.start), 4)}`;
  const hasBlock = map.items.length > 0;
  return hasBlock
    ? `${text.slice(0, lines.start)}${head}${pairs}  includeSelectors: true\n${text.slice(lines.end)}`
    : undefined;
}
