import { isScalar, isSeq } from 'yaml';
import { entryRange } from '../../yaml/entryRange.ts';
import { addListItem } from './addListItem.ts';
import { blockTextOf, pairOf, spanOf } from './blockText.ts';
import { difference, withPlainLines } from './difference.ts';
import type { FixRequest, QuickFix } from './quickFix.ts';

/** Moves a base out of `components`, and a Component out of `resources`, to the list that is for it. */
export function moveItemFix({ problem, text }: FixRequest): QuickFix | undefined {
  const { code, location } = problem;
  if ((code !== 'component.expected' && code !== 'component.unexpected') || 'start' in location)
    return undefined;
  const [list, index, ...rest] = location.path;
  if (typeof list !== 'string' || typeof index !== 'number' || rest.length > 0) return undefined;
  const to = code === 'component.expected' ? 'resources' : 'components';
  const newText = withPlainLines(text, plain => moveItem(plain, list, index, to));
  if (newText === undefined) return undefined;
  return {
    title: { code: 'fix.move-item', params: { to } },
    edits: [difference(location.uri, text, newText)],
    preferred: true,
  };
}

function moveItem(text: string, list: string, index: number, to: string): string | undefined {
  const block = blockTextOf(text);
  const pair = block === undefined ? undefined : pairOf(block, list);
  const items = pair?.value;
  const item = isSeq(items) ? items.items[index] : undefined;
  const [key, span] = [spanOf(pair?.key), spanOf(item)];
  if (block === undefined || key === undefined || span === undefined || !isScalar(item)) return undefined;
  // Alone in its list it stays where it is, under the other name.
  if (isSeq(items) && items.items.length === 1 && pairOf(block, to) === undefined) {
    return text.slice(0, key.start) + to + text.slice(key.end);
  }
  const cut = entryRange(text, { document: 0, path: [list, index] });
  const written = text.slice(span.start, span.end);
  if (cut === undefined || written.includes('\n') || item.anchor !== undefined) return undefined;
  return addListItem(text.slice(0, cut.start) + text.slice(cut.end), to, written);
}
