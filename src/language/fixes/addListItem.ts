import { isScalar, isSeq } from 'yaml';
import { blockTextOf, dashColumn, linesOf, pairOf, spanOf, withLineBreak } from './blockText.ts';

/**
 * A kustomization's text with one more item, a scalar as YAML has it, at the end of a list, which is made where there is
 * none. `undefined` where the text is not written in a way that it can be put in.
 */
export function addListItem(text: string, field: string, item: string): string | undefined {
  const block = blockTextOf(text);
  if (block === undefined) return undefined;
  const pair = pairOf(block, field);
  if (pair === undefined) {
    const isTaken = block.map.items.some(
      ({ key }) => isScalar(key) && String(key.value).toLowerCase() === field,
    );
    return isTaken ? undefined : `${withLineBreak(text)}${field}:\n- ${item}\n`;
  }
  const lines = linesOf(text, pair);
  const list = pair.value;
  if (lines === undefined) return undefined;
  if (isSeq(list) && list.flow === true) return addToFlow(text, list, item);
  const isEmpty = list === null || (isScalar(list) && list.value === null && list.source === '');
  const column = isEmpty ? 0 : isSeq(list) ? dashColumn(text, spanOf(list)?.start ?? 0) : undefined;
  if (column === undefined) return undefined;
  const added = `${' '.repeat(column)}- ${item}\n`;
  return withLineBreak(text.slice(0, lines.end)) + added + text.slice(lines.end);
}

function addToFlow(text: string, list: unknown, item: string): string | undefined {
  const span = spanOf(list);
  if (span === undefined) return undefined;
  const inner = text.slice(span.start + 1, span.end - 1).trimEnd();
  if (inner.includes('#')) return undefined;
  const separator = inner.trim() === '' ? '' : inner.endsWith(',') ? ' ' : ', ';
  const at = span.start + 1 + inner.length;
  return text.slice(0, at) + separator + item + text.slice(at);
}
