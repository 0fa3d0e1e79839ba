import { isRuleCode } from '../rules/severities.ts';
import { codeList, suppressionsIn } from '../suppressions.ts';
import type { FixRequest, QuickFix } from './quickFix.ts';

const directive = new RegExp(`^\\s*#+\\s*kubewright-disable-next-line(?:\\s*:\\s*|\\s+)(?!--)${codeList}`);

/** Disables the rule for the line of its finding, by a comment above it or one more code in the comment there. */
export function disableLineFix({ problem, range, text, path }: FixRequest): QuickFix | undefined {
  // JSON has no comments.
  if (!isRuleCode(problem.code) || path.endsWith('.json')) return undefined;
  const { uri } = problem.location;
  const line = suppressionsIn(text).anchor(range.start.line);
  const lines = text.split('\n');
  const title = { code: 'fix.disable-line', params: { rule: problem.code } } as const;
  const above = lines[line - 1] ?? '';
  const listed = directive.exec(above);
  if (line > 0 && listed !== null) {
    const at = { line: line - 1, character: listed[0].length };
    const edits = [{ uri, range: { start: at, end: at }, newText: `, ${problem.code}` }];
    return { title, edits, preferred: false };
  }
  const [indent = ''] = /^\s*/.exec(lines[line] ?? '') ?? [];
  const at = { line, character: 0 };
  const end = (lines[line] ?? '').endsWith('\r') ? '\r\n' : '\n';
  const newText = `${indent.replaceAll(/[\r\n]/g, '')}# kubewright-disable-next-line ${problem.code}${end}`;
  return { title, edits: [{ uri, range: { start: at, end: at }, newText }], preferred: false };
}
