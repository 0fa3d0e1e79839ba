import type { Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../language/analysis.ts';
import type { TextOf } from '../messages/text.ts';
import type { ChangeQueue } from './changeQueue.ts';
import type { Fetching } from './fetching.ts';
import type { Settings } from './settings.ts';
import type { ServerWorkspace } from './workspace.ts';

/** What differs between clients, as far as it counts. */
export interface ClientAbilities {
  readonly watches: boolean;
  readonly foldersChange: boolean;
  readonly settingsChange: boolean;
  readonly showsProgress: boolean;
  /** Whether it has the commands of our own extension. */
  readonly hasCommands: boolean;
}

/** What the handlers of one connection share. */
export interface Session {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly workspace: ServerWorkspace;
  readonly analysis: Analysis;
  readonly queue: ChangeQueue;
  readonly fetching: Fetching;
  readonly settings: Settings;
  /** What the client said that it can do. */
  client: ClientAbilities;
  /** When a document was changed last, in milliseconds since the epoch. */
  lastEdit: number;
  /** In the language of the client; English until it said which. */
  textOf: TextOf;
}
