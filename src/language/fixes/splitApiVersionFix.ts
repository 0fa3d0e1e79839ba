import { separatorBeside } from './besideField.ts';
import type { FixRequest, QuickFix } from './quickFix.ts';

/** Writes an `apiVersion` in a selector as the group and version that it has instead. */
export function splitApiVersionFix({ problem, range, text }: FixRequest): QuickFix | undefined {
  if (problem.code !== 'kustomization.unknown-field' && problem.code !== 'replacement.unknown-field')
    return undefined;
  if (problem.params.field !== 'apiVersion' || problem.params.nearest !== 'version') return undefined;
  const line = text.split('\n')[range.start.line] ?? '';
  const [written, before = '', quote = '', group, version] =
    /^(\s*:\s*)(["']?)(?:([a-z0-9.-]+)\/)?(v\d[a-z0-9]*)\2(?=\s*(?:$|#|[,}]|\r))/.exec(
      line.slice(range.end.character),
    ) ?? [];
  const separator = separatorBeside(text, line.slice(0, range.end.character) + before, 'apiVersion');
  if (written === undefined || version === undefined || separator === undefined) return undefined;
  const fields = [...(group === undefined ? [] : [`group: ${quote}${group}${quote}`]), `version: ${version}`];
  const end = { ...range.end, character: range.end.character + written.length };
  return {
    title: { code: 'fix.split-api-version', params: {} },
    edits: [
      { uri: problem.location.uri, range: { start: range.start, end }, newText: fields.join(separator) },
    ],
    preferred: true,
  };
}
