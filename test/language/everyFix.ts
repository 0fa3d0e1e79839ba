import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../../src/language/findings.ts';
import type { QuickFix } from '../../src/language/fixes/quickFix.ts';
import { quickFixes } from '../../src/language/quickFixes.ts';
import type { Rule } from '../../src/language/rules/rule.ts';
import { rangesIn } from '../../src/yaml/range.ts';
import { type Analysed, analyse } from './checkDiagnostics.ts';
import { parseFixture } from './fixture.ts';

/** What a quick fix made of a workspace. */
export interface Mended {
  readonly title: QuickFix['title']['code'];
  readonly preferred: boolean;
  /** The files that are other than before, new ones among them; those that are gone are `undefined`. */
  readonly changed: Readonly<Record<string, string | undefined>>;
  /** Codes that are found afterwards. */
  readonly left: readonly string[];
}

/**
 * Applies each fix but those that silence to the only finding of a code in a fixture, one workspace a fix, as an editor
 * does. Fails where there is no such finding or more than one.
 */
export async function everyFix(
  fixture: string,
  code: string,
  rules: readonly Rule[],
): Promise<readonly Mended[]> {
  const files = parseFixture(fixture);
  const first = await fixesFor(await analyse(files, {}, rules), code);
  const mended: Mended[] = [];
  for (const index of first.keys()) {
    const analysed = await analyse(files, {}, rules);
    const fix = (await fixesFor(analysed, code))[index];
    if (fix === undefined) throw new Error('the fixes differ from one time to the next');
    const changed = await apply(analysed, fix, files);
    const { analysis } = analysed;
    const left = analysis.files().flatMap(uri => analysis.findings(uri).map(finding => finding.problem.code));
    mended.push({ title: fix.title.code, preferred: fix.preferred, changed, left });
  }
  return mended;
}

async function fixesFor(analysed: Analysed, code: string): Promise<readonly QuickFix[]> {
  const { analysis } = analysed;
  const found = analysis.files().flatMap(uri => analysis.findings(uri));
  const [finding, ...others] = found.filter(each => each.problem.code === code);
  if (finding === undefined || others.length > 0) {
    throw new Error(`found ${found.map(({ problem }) => problem.code).join(', ')}`);
  }
  return fixesOf(analysed, finding);
}

/** All fixes of a finding but those that silence. */
export async function fixesOf(
  { workspace, analysis }: Analysed,
  { problem }: Finding,
): Promise<readonly QuickFix[]> {
  const path = problem.location.uri.slice('file://'.length);
  const text = workspace.text(problem.location.uri) ?? '';
  const range = rangesIn(text)(problem.location);
  const roots = analysis.readersOf(path);
  const fixes = await quickFixes({ problem, range, text, path, workspace, roots });
  return fixes.filter(({ title }) => title.code !== 'fix.disable-line');
}

/** Applies a fix as an editor does; gives the files that are other than in `files` then. */
export async function apply(
  { workspace, change, analysis }: Analysed,
  { edits, files: moves = [] }: QuickFix,
  files: Readonly<Record<string, string>>,
): Promise<Record<string, string | undefined>> {
  const changed: Record<string, string | undefined> = {};
  for (const move of moves) {
    if (move.kind === 'create') changed[move.path] = move.text;
    else {
      changed[move.to] = files[move.from];
      changed[move.from] = undefined;
    }
  }
  for (const uri of new Set(edits.map(edit => edit.uri))) {
    const path = uri.slice('file://'.length);
    const document = TextDocument.create(uri, 'yaml', 1, files[path] ?? '');
    const own = edits.filter(edit => edit.uri === uri);
    changed[path] = TextDocument.applyEdits(document, [...own]);
  }
  for (const [path, text] of Object.entries(changed)) {
    await change(...(text === undefined ? workspace.remove(path) : workspace.write(path, text)));
  }
  await analysis.update({ changed: [], added: analysis.roots(), removed: [] }, new AbortController().signal);
  return changed;
}
