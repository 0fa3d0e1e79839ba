import type { FixRequest, QuickFix } from './quickFix.ts';

/** Takes `export` from before the key of an env file. */
export function removeExportFix({ problem, range }: FixRequest): QuickFix | undefined {
  if (problem.code !== 'generator.env-export') return undefined;
  const { name } = problem.params;
  return {
    title: { code: 'fix.remove-export', params: { name } },
    edits: [{ uri: problem.location.uri, range, newText: name }],
    preferred: true,
  };
}

/** Takes the quotes off a value of an env file; not where what they hold would be read in another way without. */
export function unquoteEnvFix({ problem, range, text }: FixRequest): QuickFix | undefined {
  if (problem.code !== 'generator.env-quoted') return undefined;
  const line = text.split('\n')[range.start.line] ?? '';
  const [, , inner] =
    /^(["'])([^"'\\]*)\1\s*$/.exec(line.slice(range.start.character, range.end.character)) ?? [];
  if (inner === undefined) return undefined;
  return {
    title: { code: 'fix.unquote-value', params: { key: problem.params.key } },
    edits: [{ uri: problem.location.uri, range, newText: inner }],
    preferred: false,
  };
}
