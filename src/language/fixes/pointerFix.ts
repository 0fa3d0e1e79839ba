import type { FixRequest, QuickFix } from './quickFix.ts';

/** Mends a field's name in the `path` of a JSON patch, of which a finding only knows the value that it sets. */
export function pointerFix({ problem, range, text }: FixRequest): QuickFix | undefined {
  if (problem.code !== 'schema.unknown-field' && problem.code !== 'patch.unknown-field') return undefined;
  const { field, nearest } = problem.params;
  if (nearest === undefined || !/^\w+$/.test(field)) return undefined;
  const lines = text.split('\n');
  const pointer = new RegExp(`(["']?path["']?\\s*:\\s*["']?/(?:\\S*/)?)${field}(?=["'\\s,}/]|$)`);
  for (const line of operationLines(lines, range.start.line)) {
    const found = pointer.exec(lines[line] ?? '');
    if (found === null) continue;
    const character = found.index + (found[1]?.length ?? 0);
    const place = { start: { line, character }, end: { line, character: character + field.length } };
    return {
      title: { code: 'fix.rename-field', params: { from: field, to: nearest } },
      edits: [{ uri: problem.location.uri, range: place, newText: nearest }],
      preferred: true,
    };
  }
  return undefined;
}

/** The lines of the operation that a line belongs to: from the dash of its item on to that of the next. */
function operationLines(lines: readonly string[], line: number): readonly number[] {
  const isItem = (at: number) => /^\s*(?:[-[{]\s*)+["']?(?:op|path|value|from)\b/.test(lines[at] ?? '');
  let first = line;
  while (first > 0 && !isItem(first) && line - first < 30) first -= 1;
  let last = line + 1;
  while (last < lines.length && !isItem(last) && last - line < 30) last += 1;
  return Array.from({ length: last - first }, (_, index) => first + index);
}
