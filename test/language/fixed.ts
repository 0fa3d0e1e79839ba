import { TextDocument } from 'vscode-languageserver-textdocument';
import type { QuickFix } from '../../src/language/fixes/quickFix.ts';
import { quickFixes } from '../../src/language/quickFixes.ts';
import type { Rule } from '../../src/language/rules/rule.ts';
import { rangesIn } from '../../src/yaml/range.ts';
import { analyse, findingsOf } from './checkDiagnostics.ts';

/** What a quick fix made of a file. */
export interface Fixed {
  /** `undefined` where none was offered. */
  readonly text: string | undefined;
  /** What is found in the file afterwards. */
  readonly left: readonly string[];
}

/** The first fix that mends something, which is to say neither silences the rule nor takes the entry away. */
export function mending(fixes: readonly QuickFix[]): QuickFix | undefined {
  return fixes.find(({ title }) => title.code !== 'fix.disable-line' && title.code !== 'fix.remove-entry');
}

/** Applies the first fix of the first finding of some rules in the file at `path`, as an editor does. */
export async function fixed(
  files: Readonly<Record<string, string>>,
  path: string,
  rules: readonly Rule[],
): Promise<Fixed> {
  const analysed = await analyse(files, {}, rules);
  const { workspace, analysis } = analysed;
  const uri = `file://${path}`;
  const text = files[path] ?? '';
  const [finding] = analysis.findings(uri);
  if (finding === undefined) throw new Error(`nothing was found in ${path}`);
  const { problem } = finding;
  const range = rangesIn(text)(problem.location);
  const roots = analysis.readersOf(path);
  const first = mending(await quickFixes({ problem, range, text, path, workspace, roots }));
  if (first === undefined) return { text: undefined, left: findingsOf(analysed, path) };
  const after = TextDocument.applyEdits(TextDocument.create(uri, 'yaml', 1, text), [...first.edits]);
  await analysed.change(...workspace.write(path, after));
  return { text: after, left: findingsOf(analysed, path) };
}
