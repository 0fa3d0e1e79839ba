import type { Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../language/analysis.ts';
import type { TextOf } from '../messages/text.ts';
import { placeFindings, toDiagnostics } from './diagnostics.ts';
import type { ServerWorkspace } from './workspace.ts';

/** More in one file help nobody, and editors choke on them. */
const mostDiagnostics = 500;

/** What a publisher stands on. */
export interface PublisherPorts {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly workspace: ServerWorkspace;
  readonly analysis: () => Analysis;
  readonly textOf: () => TextOf;
}

/** Sends diagnostics to the client, under the URI that it has for a file at the time. */
export interface Publisher {
  /** Sends those of files whose findings changed. */
  publish(uris: readonly string[]): void;
  /** Sends those of a file again where the client knows it by another URI now, and takes them from the former one. */
  rename(uri: string): void;
}

/** A publisher that has sent nothing yet. */
export function createPublisher(ports: PublisherPorts): Publisher {
  const { connection, documents, workspace, analysis, textOf } = ports;
  /** The client's URI by ours, of files that have diagnostics there. */
  const shown = new Map<string, string>();

  function publish(uri: string): void {
    const clientUri = workspace.clientUri(uri);
    const former = shown.get(uri);
    if (former !== undefined && former !== clientUri) {
      void connection.sendDiagnostics({ uri: former, diagnostics: [] });
    }
    const version = documents.get(clientUri)?.version;
    const findings = analysis().findings(uri).slice(0, mostDiagnostics);
    if (findings.length > 0) shown.set(uri, clientUri);
    else shown.delete(uri);
    const placed = placeFindings(findings, workspace.text(uri) ?? '');
    void connection.sendDiagnostics({
      uri: clientUri,
      ...(version === undefined ? {} : { version }),
      diagnostics: toDiagnostics(placed, workspace, textOf()),
    });
  }

  return {
    publish: uris => uris.forEach(publish),
    rename(uri) {
      const former = shown.get(uri);
      if (former !== undefined && former !== workspace.clientUri(uri)) publish(uri);
    },
  };
}
