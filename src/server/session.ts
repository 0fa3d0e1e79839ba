import type { Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../language/analysis.ts';
import type { TextOf } from '../messages/text.ts';
import type { ChangeQueue } from './changeQueue.ts';
import type { OutsideWatches } from './outsideWatches.ts';
import type { Publisher } from './publisher.ts';
import type { ServerWorkspace } from './workspace.ts';

/** What the handlers of one connection share. */
export interface Session {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly workspace: ServerWorkspace;
  readonly analysis: Analysis;
  readonly queue: ChangeQueue;
  readonly publisher: Publisher;
  /** Aborted when the client says goodbye. */
  readonly closed: AbortController;
  /** Undefined for a client that watches nothing. */
  watches: OutsideWatches | undefined;
  /** The client's command that asks for completions again, where it told of one. */
  suggest: string | undefined;
  /** In the language of the client; English until it said which. */
  textOf: TextOf;
}
