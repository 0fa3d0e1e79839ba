import type { FixRequest, QuickFix } from '../quickFix.ts';

/** Gives an entry of `images` that fits nothing the name that the manifests have, where one is near. */
export function renameImageFix({ problem, range }: FixRequest): QuickFix | undefined {
  if (problem.code !== 'image.no-match') return undefined;
  const { name, nearest } = problem.params;
  // What means something to YAML or to regular expressions is no name of an image.
  if (nearest === undefined || !/^[a-z0-9][\w./:-]*[a-z0-9]$/i.test(nearest)) return undefined;
  return {
    title: { code: 'fix.replace-path', params: { from: name, to: nearest } },
    edits: [{ uri: problem.location.uri, range, newText: nearest }],
    preferred: true,
  };
}
