import type { Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis, FindingsListener } from '../language/analysis.ts';
import { placeFindings, toDiagnostics } from './diagnostics.ts';
import type { Texts } from './texts.ts';
import type { ServerWorkspace } from './workspace.ts';

/** Sends the diagnostics of files whose findings changed. */
export function createPublisher(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  workspace: ServerWorkspace,
  analysis: () => Analysis,
  texts: () => Texts,
): FindingsListener {
  return uris => {
    for (const uri of uris) {
      const clientUri = workspace.clientUri(uri);
      const version = documents.get(clientUri)?.version;
      const placed = placeFindings(analysis().findings(uri), workspace.text(uri) ?? '');
      void connection.sendDiagnostics({
        uri: clientUri,
        ...(version === undefined ? {} : { version }),
        diagnostics: toDiagnostics(placed, workspace, texts()),
      });
    }
  };
}
