import { difference, withPlainLines } from './difference.ts';
import { listedEnvFile } from './listedEnvFile.ts';
import { moveField } from './moveField.ts';
import type { FixRequest, QuickFix } from './quickFix.ts';
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
  const newText = withPlainLines(text, plain =>
    place.length === 1 ? moveField(plain, field) : listedEnvFile(plain, place),
  );
  if (newText === undefined) return undefined;
  const file = { uri, path, text: newText };
  if (!(await isSameOutput(workspace, file, roots))) return undefined;
  return {
    title: { code: 'fix.move-field', params: { from: field, to: use } },
    edits: [difference(uri, text, newText)],
    preferred: true,
  };
}
