import type { Position } from '../../yaml/location.ts';
import { lineIndex } from '../../yaml/range.ts';
import { listedEnvFile } from './listedEnvFile.ts';
import { moveField } from './moveField.ts';
import type { FixRequest, QuickFix, TextEdit } from './quickFix.ts';
import { isSameOutput } from './sameOutput.ts';

/** Moves a deprecated field to the one that took its place, where no kustomization renders anything else by that. */
export async function deprecatedFieldFix({
  problem,
  text,
  path,
  workspace,
  roots,
}: FixRequest): Promise<QuickFix | undefined> {
  if (problem.code !== 'kustomization.deprecated-field' || 'start' in problem.location) return undefined;
  const { field, use } = problem.params;
  const { uri, path: place } = problem.location;
  // Lines are moved as they are; a line break of two characters is put back afterwards.
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const plain = text.replaceAll('\r\n', '\n');
  const moved = place.length === 1 ? moveField(plain, field) : listedEnvFile(plain, place);
  if (moved === undefined) return undefined;
  const newText = moved.replaceAll('\n', lineBreak);
  const file = { uri, path, text: newText };
  if (!(await isSameOutput(workspace, file, roots))) return undefined;
  return {
    title: { code: 'fix.move-field', params: { from: field, to: use } },
    edits: [difference(uri, text, newText)],
    preferred: true,
  };
}

/** The one edit from the first line that differs to the last. */
function difference(uri: string, before: string, after: string): TextEdit {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  start = before.lastIndexOf('\n', start - 1) + 1;
  const most = Math.min(before.length, after.length) - start;
  let same = 0;
  while (same < most && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  const lines = lineIndex(before);
  const at = (offset: number): Position => lines.position(offset);
  return {
    uri,
    range: { start: at(start), end: at(before.length - same) },
    newText: after.slice(start, after.length - same),
  };
}
