import type { Range } from 'vscode-languageserver/node';
import { createCompletionSources } from '../language/completionSources.ts';
import { completionsAt } from '../language/completionsAt.ts';
import { hoverAt } from '../language/hover.ts';
import { isManifestPath } from '../language/manifestFile.ts';
import { objectHoverAt } from '../language/objectHover.ts';
import { placeFindings } from '../language/placedFindings.ts';
import { isKustomizationFile } from '../language/roots.ts';
import { snippetCompletionsAt } from '../language/snippetCompletion.ts';
import { pathOf, uriOf } from '../node/fileUri.ts';
import { realPath } from '../node/realPath.ts';
import { codeActions } from './codeActions.ts';
import { toCompletionItem } from './completion.ts';
import { fetchActions } from './fetchActions.ts';
import { toHover, toObjectHover } from './hover.ts';
import type { Session } from './session.ts';
import { toSnippetItem } from './snippetItem.ts';

/** Answers what an editor asks about a position: quick fixes in any file, the rest in kustomizations. */
export function serveFeatures(session: Session): void {
  const { connection, documents, workspace, analysis } = session;
  const sources = createCompletionSources(workspace, {
    roots: () => analysis.roots().filter(root => !isManifestPath(root)),
    readersOf: path => analysis.readersOf(path).filter(root => !isManifestPath(root)),
  });

  connection.onCodeAction(async ({ textDocument, range, context }) => {
    const document = documents.get(textDocument.uri);
    const path = pathOf(textDocument.uri);
    if (document === undefined || path === undefined) return [];
    const text = document.getText();
    const real = realPath(path);
    const placed = placeFindings(analysis.findings(uriOf(real)), text, session.scopes.at(real));
    const fixes = codeActions(placed, range as Range, context.diagnostics, { path: real, text }, session);
    const { client, settings, textOf } = session;
    if (!client.hasCommands || !settings.trusted) return fixes;
    return [...(await fixes), ...fetchActions(placed, range as Range, textDocument.uri, textOf)];
  });
  connection.onCompletion(async ({ textDocument, position }) => {
    const kustomization = kustomizationAt(session, textDocument.uri);
    if (kustomization === undefined) return [];
    const { text, path } = kustomization;
    const completions = await completionsAt(text, position, realPath(path), sources);
    return [
      ...completions.map(completion =>
        toCompletionItem(completion, session.textOf, session.client.suggestCommand),
      ),
      ...snippetCompletionsAt(text, position).map(snippet =>
        toSnippetItem(snippet, completions, session.textOf),
      ),
    ];
  });
  connection.onHover(async ({ textDocument, position }) => {
    const kustomization = kustomizationAt(session, textDocument.uri);
    const field = kustomization && hoverAt(kustomization.text, position);
    if (field !== undefined) return toHover(field, session.textOf);
    const text = documents.get(textDocument.uri)?.getText() ?? '';
    const found = await objectHoverAt(text, position, session.types.typeOf);
    return found === undefined ? null : toObjectHover(found, session.textOf);
  });
}

function kustomizationAt({ documents }: Session, uri: string): { path: string; text: string } | undefined {
  const path = pathOf(uri);
  const document = documents.get(uri);
  if (path === undefined || document === undefined || !isKustomizationFile(path)) return undefined;
  return { path, text: document.getText() };
}
