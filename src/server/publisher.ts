import type { Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../language/analysis.ts';
import type { TextOf } from '../messages/text.ts';
import { placeFindings, toDiagnostics } from './diagnostics.ts';
import type { ServerWorkspace } from './workspace.ts';

/** More in one file help nobody, and editors choke on them. */
const mostDiagnostics = 500;

/** Sends the diagnostics of files whose findings changed. */
export function createPublisher(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  workspace: ServerWorkspace,
  analysis: () => Analysis,
  textOf: () => TextOf,
): (uris: readonly string[]) => void {
  return uris => {
    for (const uri of uris) {
      const clientUri = workspace.clientUri(uri);
      const version = documents.get(clientUri)?.version;
      const placed = placeFindings(
        analysis().findings(uri).slice(0, mostDiagnostics),
        workspace.text(uri) ?? '',
      );
      void connection.sendDiagnostics({
        uri: clientUri,
        ...(version === undefined ? {} : { version }),
        diagnostics: toDiagnostics(placed, workspace, textOf()),
      });
    }
  };
}
