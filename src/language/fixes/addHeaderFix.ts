import type { FixRequest, QuickFix } from './quickFix.ts';

/** Writes the missing header above the first field. */
export function addHeaderFix({ problem, range }: FixRequest): QuickFix | undefined {
  if (problem.code !== 'kustomization.no-header' || range.start.character > 0) return undefined;
  const { missing, kind } = problem.params;
  const version = kind === 'Component' ? 'v1alpha1' : 'v1beta1';
  const lines = { apiVersion: `apiVersion: kustomize.config.k8s.io/${version}\n`, kind: `kind: ${kind}\n` };
  return {
    title: { code: 'fix.add-header', params: {} },
    edits: [
      {
        uri: problem.location.uri,
        range: { start: range.start, end: range.start },
        newText: missing.map(name => lines[name]).join(''),
      },
    ],
    preferred: true,
  };
}
