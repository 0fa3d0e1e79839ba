import type { FixRequest, QuickFix } from '../quickFix.ts';

/** Writes the value or the field that was probably meant in the place of one that is not known by that name. */
export function nearestValueFix({ problem, range, text }: FixRequest): QuickFix | undefined {
  const meant = meantBy(problem, text);
  if (meant === undefined) return undefined;
  return {
    title: { code: 'fix.replace-value', params: { to: meant } },
    edits: [{ uri: problem.location.uri, range, newText: meant }],
    preferred: true,
  };
}

function meantBy(problem: FixRequest['problem'], text: string): string | undefined {
  if (problem.code === 'generator.unknown-behavior') return problem.params.nearest;
  if (problem.code === 'kustomization.unknown-build-metadata') return problem.params.nearest;
  if (problem.code !== 'kustomization.key-case') return undefined;
  // Where both stand side by side the one would become the other's duplicate.
  const { name } = problem.params;
  return new RegExp(`^[\\s-]*${name}\\s*:`, 'm').test(text) ? undefined : name;
}
