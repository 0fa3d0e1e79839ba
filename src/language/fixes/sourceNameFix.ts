import { lineIndex } from '../../yaml/range.ts';
import type { FixRequest, QuickFix } from './quickFix.ts';
import { offsetAt, textIn } from './textAt.ts';

/** Writes into the source of a replacement the name that was probably meant. */
export function sourceNameFix({ problem, range, text }: FixRequest): QuickFix | undefined {
  if (problem.code !== 'replacement.nothing-selected' || problem.params.nearest === undefined)
    return undefined;
  const { selector, nearest } = problem.params;
  const [, name] = /(?:^|, )name: ([\w.-]+)(?:, |$)/.exec(selector) ?? [];
  if (name === undefined || !/^[\w.-]+$/.test(nearest)) return undefined;
  const lines = lineIndex(text);
  const start = offsetAt(text, range.start);
  const field = new RegExp(
    `(^|[\\s{,])(["']?name["']?\\s*:\\s*["']?)${name.replaceAll('.', '\\.')}(?=["'\\s,}]|$)`,
  );
  const found = field.exec(textIn(text, range));
  if (found === null) return undefined;
  const from = start + found.index + (found[1]?.length ?? 0) + (found[2]?.length ?? 0);
  return {
    title: { code: 'fix.replace-value', params: { to: nearest } },
    edits: [{ uri: problem.location.uri, range: lines.range(from, from + name.length), newText: nearest }],
    preferred: true,
  };
}
