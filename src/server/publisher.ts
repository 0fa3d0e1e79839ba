import type { Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../language/analysis.ts';
import { placeFindings } from '../language/placedFindings.ts';
import type { RuleScopes } from '../language/ruleScopes.ts';
import { mayDisable } from '../language/suppressions.ts';
import { pathOf, uriOf } from '../node/fileUri.ts';
import { toDiagnostics } from './diagnostics.ts';
import { createRootProblems, type RootProblems } from './rootProblems.ts';
import type { Wording } from './wording.ts';
import type { ServerWorkspace } from './workspace.ts';

/** More in one file help nobody, and editors choke on them. */
const mostDiagnostics = 500;

/** What a publisher stands on. */
export interface PublisherPorts {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly workspace: ServerWorkspace;
  readonly analysis: () => Analysis;
  readonly session: () => Wording & { readonly scopes: RuleScopes };
}

/** Sends diagnostics to the client, under the URI that it has for a file at the time. */
export interface Publisher {
  /** Sends those of files whose findings changed. */
  publish(uris: readonly string[]): void;
  /** Sends those of files whose text changed where comments disabled something in it before or do so now. */
  reread(paths: readonly string[]): void;
  /** Sends those of a file again where the client knows it by another URI now, and takes them from the former one. */
  rename(uri: string): void;
  /** How many of what was sent each root runs into. */
  readonly problems: RootProblems;
}

/** A publisher that has sent nothing yet. */
export function createPublisher(ports: PublisherPorts): Publisher {
  const { connection, documents, workspace, analysis, session } = ports;
  /** The client's URI by ours, of files that have diagnostics there. */
  const shown = new Map<string, string>();

  const problems = createRootProblems();
  /** Our URIs of files with comments that disable something. */
  const disabling = new Set<string>();

  function publish(uri: string): void {
    const clientUri = workspace.clientUri(uri);
    const former = shown.get(uri);
    if (former !== undefined && former !== clientUri) {
      void connection.sendDiagnostics({ uri: former, diagnostics: [] });
    }
    const version = documents.get(clientUri)?.version;
    const text = workspace.text(uri) ?? '';
    if (mayDisable(text)) disabling.add(uri);
    else disabling.delete(uri);
    const severities = session().scopes.at(pathOf(uri));
    const placed = placeFindings(analysis().findings(uri), text, severities, mostDiagnostics);
    problems.note(uri, placed);
    if (placed.length > 0) shown.set(uri, clientUri);
    else shown.delete(uri);
    void connection.sendDiagnostics({
      uri: clientUri,
      ...(version === undefined ? {} : { version }),
      diagnostics: toDiagnostics(placed, text, workspace, session()),
    });
  }

  return {
    problems,
    publish: uris => uris.forEach(publish),
    reread(paths) {
      for (const uri of paths.map(uriOf)) {
        if (disabling.has(uri) || mayDisable(workspace.text(uri) ?? '')) publish(uri);
      }
    },
    rename(uri) {
      const former = shown.get(uri);
      if (former !== undefined && former !== workspace.clientUri(uri)) publish(uri);
    },
  };
}
