import type { FixRequest, QuickFix } from '../quickFix.ts';

/** Renames an unknown field to the one it is nearest to. */
export function renameFieldFix({ problem, range }: FixRequest): QuickFix | undefined {
  if (problem.code !== 'kustomization.unknown-field') return undefined;
  const { field, nearest } = problem.params;
  if (nearest === undefined) return undefined;
  return {
    title: { code: 'fix.rename-field', params: { from: field, to: nearest } },
    edits: [{ uri: problem.location.uri, range, newText: nearest }],
    preferred: true,
  };
}
