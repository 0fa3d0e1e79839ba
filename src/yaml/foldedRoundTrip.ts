import { allowsBlock } from './v3/scalarStyle.ts';

/**
 * What a folded scalar (`>`) reads as after kustomize wrote it out and read it back on its way to JSON. The emitter of
 * `go.yaml.in/yaml/v3` decides about the extra break of a fold by the first line of the text, not by
 * the next one, so that a break before a more indented line doubles, and single breaks may become spaces.
 */
export function foldedRoundTrip(text: string): string {
  // What cannot stand in a block is written in quotes.
  if (!text.includes('\n') || !allowsBlock(text)) return text;
  const startsBlank = /^\n*[ \t]/.test(text);
  const keepsEnd = text === '\n' || text.endsWith('\n\n');
  const parts = text.split(/(\n+)/);
  let out = '';
  for (let i = 0; i < parts.length; i += 1) {
    const part = parts[i] ?? '';
    const isBreak = i % 2 === 1;
    if (!isBreak) {
      out += part;
      continue;
    }
    const before = parts[i - 1] ?? '';
    const after = parts[i + 1] ?? '';
    // At the start no line precedes, and every break is written once.
    if (before === '') out += part;
    else out += breaksBetween(before, after, part.length, { startsBlank, keepsEnd });
  }
  return out;
}

function breaksBetween(
  before: string,
  after: string,
  count: number,
  { startsBlank, keepsEnd }: { startsBlank: boolean; keepsEnd: boolean },
): string {
  const extra = !isBlank(before) && !startsBlank ? 1 : 0;
  const written = count + extra;
  if (after === '') return '\n'.repeat(keepsEnd ? written : Math.min(count, 1));
  if (isBlank(before) || isBlank(after)) return '\n'.repeat(written);
  return written === 1 ? ' ' : '\n'.repeat(written - 1);
}

function isBlank(line: string): boolean {
  return line.startsWith(' ') || line.startsWith('\t');
}
