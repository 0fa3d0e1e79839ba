import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { QuickFix } from '../language/fixes/quickFix.ts';
import type { PlacedFinding } from '../language/placedFindings.ts';
import { quickFixes } from '../language/quickFixes.ts';
import type { TextOf } from '../messages/text.ts';
import { uriOf } from '../node/fileUri.ts';
import { shownRange } from './diagnostics.ts';
import type { Session } from './session.ts';
import type { ServerWorkspace } from './workspace.ts';

/** The quick fixes for the findings that touch `range`, each tied to the diagnostic it mends. */
export async function codeActions(
  placed: readonly PlacedFinding[],
  range: Range,
  shown: readonly Diagnostic[],
  document: { readonly path: string; readonly text: string },
  { workspace, analysis, textOf, client }: Pick<Session, 'workspace' | 'analysis' | 'textOf' | 'client'>,
): Promise<CodeAction[]> {
  const lines = document.text.split('\n');
  const roots = analysis.readersOf(document.path);
  const touching = placed.filter(entry => touches(entry.range, range));
  const actions = await Promise.all(
    touching.map(async entry => {
      const { problem } = entry.finding;
      const fixes = await quickFixes({ problem, range: entry.range, ...document, workspace, roots });
      const underlined = shownRange(entry.range, lines);
      const diagnostics = shown.filter(
        diagnostic => diagnostic.code === problem.code && sameRange(diagnostic.range, underlined),
      );
      return fixes
        .filter(({ files }) => files === undefined || client.changesFiles)
        .map(fix => toAction(fix, diagnostics, workspace, textOf));
    }),
  );
  return actions.flat();
}

function toAction(
  fix: QuickFix,
  diagnostics: Diagnostic[],
  workspace: ServerWorkspace,
  textOf: TextOf,
): CodeAction {
  return {
    title: textOf(fix.title),
    kind: CodeActionKind.QuickFix,
    diagnostics,
    isPreferred: fix.preferred,
    edit: toEdit(fix, workspace),
  };
}

/** In the form that every client takes, unless files change too. */
function toEdit({ edits, files }: QuickFix, workspace: ServerWorkspace): WorkspaceEdit {
  const changes: Record<string, TextEdit[]> = {};
  for (const { uri, range, newText } of edits) {
    const clientUri = workspace.clientUri(uri);
    changes[clientUri] = [...(changes[clientUri] ?? []), { range, newText }];
  }
  if (files === undefined) return { changes };
  const uriAt = (path: string) => workspace.clientUri(uriOf(path));
  const documentEdits = Object.entries(changes).map(([uri, own]) => ({
    textDocument: { uri, version: null },
    edits: own,
  }));
  const ofFiles = files.flatMap((change): NonNullable<WorkspaceEdit['documentChanges']> => {
    if (change.kind === 'rename') {
      return [{ kind: 'rename', oldUri: uriAt(change.from), newUri: uriAt(change.to) }];
    }
    const uri = uriAt(change.path);
    const start = { line: 0, character: 0 };
    const edit = { range: { start, end: start }, newText: change.text };
    return [
      { kind: 'create', uri },
      { textDocument: { uri, version: null }, edits: [edit] },
    ];
  });
  return { documentChanges: [...ofFiles, ...documentEdits] };
}

function touches(left: Range, right: Range): boolean {
  return !isBefore(left.end, right.start) && !isBefore(right.end, left.start);
}

function isBefore(left: Range['start'], right: Range['start']): boolean {
  return left.line < right.line || (left.line === right.line && left.character < right.character);
}

function sameRange(left: Range, right: Range): boolean {
  return (
    !isBefore(left.start, right.start) &&
    !isBefore(right.start, left.start) &&
    !isBefore(left.end, right.end) &&
    !isBefore(right.end, left.end)
  );
}
