import type { FixRequest, QuickFix } from '../quickFix.ts';

/** Writes the kind, name or namespace that was probably meant into a selector that selects nothing. */
export function nearestSelectorFix({ problem, range }: FixRequest): QuickFix | undefined {
  if (problem.code !== 'patch.no-match' && problem.code !== 'replacement.no-match') return undefined;
  const { nearest } = problem.params;
  if (nearest === undefined) return undefined;
  return {
    title: { code: 'fix.replace-value', params: { to: nearest } },
    edits: [{ uri: problem.location.uri, range, newText: asPattern(nearest) }],
    preferred: true,
  };
}

/** A name as a pattern in YAML: dots escaped, and quoted where it is no word. */
function asPattern(name: string): string {
  const pattern = name.replaceAll('.', '\\.');
  return /^[A-Za-z][\w\\.-]*$/.test(pattern) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(pattern)
    ? pattern
    : JSON.stringify(pattern);
}
