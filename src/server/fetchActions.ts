import { type CodeAction, CodeActionKind, type Range } from 'vscode-languageserver/node';
import type { LanguageProblem } from '../language/languageProblem.ts';
import type { TextOf } from '../messages/text.ts';
import type { PlacedFinding } from './diagnostics.ts';

/** Commands that the client must have for these actions; they are its own affair. */
const allowCommand = 'kubewright.allow';
const againCommand = 'kubewright.fetchAgain';

const failed: ReadonlySet<LanguageProblem['code']> = new Set([
  'remote.no-git',
  'remote.timeout',
  'remote.bad-ref',
  'remote.denied',
  'remote.unreachable',
  'remote.http-status',
  'remote.cancelled',
  'helm.no-program',
  'helm.timeout',
  'helm.failed',
  'helm.cancelled',
]);

/** What can be done about things that were not fetched: allow it in the folder of the document, or try again. */
export function fetchActions(
  placed: readonly PlacedFinding[],
  range: Range,
  uri: string,
  textOf: TextOf,
): CodeAction[] {
  const codes = new Set(
    placed.filter(entry => sharesLine(entry.range, range)).map(({ finding }) => finding.problem.code),
  );
  const actions: CodeAction[] = [];
  const add = (
    code: 'fix.allow-remote' | 'fix.allow-helm' | 'fix.fetch-again',
    command: string,
    ...args: string[]
  ) => {
    const title = textOf({ code, params: {} });
    actions.push({ title, kind: CodeActionKind.QuickFix, command: { title, command, arguments: args } });
  };
  if (codes.has('remote.not-allowed')) add('fix.allow-remote', allowCommand, uri, 'remote');
  if (codes.has('helm.not-run')) add('fix.allow-helm', allowCommand, uri, 'enableHelm');
  if ([...codes].some(code => failed.has(code))) add('fix.fetch-again', againCommand);
  return actions;
}

function sharesLine(left: Range, right: Range): boolean {
  return left.start.line <= right.end.line && right.start.line <= left.end.line;
}
