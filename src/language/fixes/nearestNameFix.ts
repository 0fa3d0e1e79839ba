import type { LanguageProblem } from '../languageProblem.ts';
import type { FixRequest, QuickFix } from '../quickFix.ts';

/** Changes a name, key, port or label to the one that a rule says was probably meant; quotes stay. */
export function nearestNameFix({ problem, range, text }: FixRequest): QuickFix | undefined {
  const change = changeIn(problem);
  if (change?.to === undefined || change.to === change.from) return undefined;
  const { from, to } = change;
  const line = text.split('\n')[range.start.line] ?? '';
  const written =
    range.end.line === range.start.line ? line.slice(range.start.character, range.end.character) : '';
  const quote = /^(["'])(.*)\1$/.exec(written);
  // Where a directive makes the value, another text stands there.
  if ((quote?.[2] ?? written) !== from || !/^[\w./-]+$/.test(to)) return undefined;
  const mark = quote?.[1] ?? (isPlainString(to) || !isPlainString(from) ? '' : '"');
  return {
    title: { code: 'fix.replace-name', params: { from, to } },
    edits: [{ uri: problem.location.uri, range, newText: `${mark}${to}${mark}` }],
    preferred: true,
  };
}

/** Whether YAML reads a word without quotes as a string. */
function isPlainString(text: string): boolean {
  return !/^[-+]?[\d.]/.test(text) && !/^(?:true|false|yes|no|on|off|y|n|null)$/i.test(text);
}

function changeIn(problem: LanguageProblem): { from: string; to: string | undefined } | undefined {
  switch (problem.code) {
    case 'reference.near-miss':
      return { from: problem.params.name, to: problem.params.nearest };
    case 'reference.no-key':
      return { from: problem.params.key, to: problem.params.nearest };
    case 'reference.no-port':
    case 'selector.no-target-port':
    case 'workload.no-such-port':
      return { from: problem.params.port, to: problem.params.nearest };
    case 'selector.near-miss':
      return { from: problem.params.value, to: problem.params.has };
    case 'workload.no-image':
      return { from: problem.params.container, to: problem.params.nearest };
    case 'workload.no-volume':
      return { from: problem.params.volume, to: problem.params.nearest };
    default:
      return undefined;
  }
}
