import type { Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../language/analysis.ts';
import type { RuleScopes } from '../language/ruleScopes.ts';
import type { RuleCheck } from '../language/rules/check.ts';
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
  /** How loud rules are, by folder. */
  scopes: RuleScopes;
  /** The rules that somebody wants to hear. */
  ruleCheck: RuleCheck;
  /** The page that explains a rule, as an URI that the client can open; `undefined` where there is none. */
  pageOf: (code: string) => string | undefined;
  /** In the language of the client; English until it said which. */
  textOf: TextOf;
}
