import type { Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { BuildCache } from '../kustomize/buildCache.ts';
import type { Analysis } from '../language/analysis.ts';
import type { CustomTypes } from '../language/customTypes.ts';
import type { DeploymentIndex } from '../language/deployments/deploymentIndex.ts';
import type { RuleScopes } from '../language/ruleScopes.ts';
import type { RuleCheck } from '../language/rules/check.ts';
import type { ChangeQueue } from './changeQueue.ts';
import type { Fetching } from './fetching.ts';
import type { OutsideWatches } from './outsideWatches.ts';
import type { Publisher } from './publisher.ts';
import type { RuleSettings } from './ruleSettings.ts';
import type { Settings } from './settings.ts';
import type { Wording } from './wording.ts';
import type { ServerWorkspace } from './workspace.ts';

/** What differs between clients, as far as it counts. */
export interface ClientAbilities {
  readonly watches: boolean;
  /** Whether it watches what lies outside of its folders. */
  readonly watchesOutside: boolean;
  readonly foldersChange: boolean;
  /** Whether a quick fix may rename and create files there. */
  readonly changesFiles: boolean;
  readonly settingsChange: boolean;
  readonly showsProgress: boolean;
  /** Whether it has the commands of our own extension. */
  readonly hasCommands: boolean;
  /** Its command that asks for completions again, where it told of one. */
  readonly suggestCommand: string | undefined;
  /** Whether it wants to hear which folders have a kustomization. */
  readonly wantsKustomizations: boolean;
  /** Whether it asks for code lenses again when it is told to. */
  readonly refreshesLenses: boolean;
}

/** What the handlers of one connection share. */
export interface Session extends Wording {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly workspace: ServerWorkspace;
  readonly analysis: Analysis;
  readonly deployments: DeploymentIndex;
  readonly types: CustomTypes;
  readonly queue: ChangeQueue;
  /** What builds remember for each other. */
  readonly cache: BuildCache;
  readonly publisher: Publisher;
  readonly fetching: Fetching;
  readonly settings: Settings;
  /** Resolves once all roots of the folders are known, though not built yet. */
  readonly ready: Promise<void>;
  /** Lets the client ask for code lenses again where they are others now. */
  refreshLenses: () => void;
  /** Tells the client which folders have a kustomization where they are others now. */
  tellKustomizations: () => void;
  /** Aborted when the client says goodbye. */
  readonly closed: AbortController;
  /** Undefined for a client that watches nothing. */
  watches: OutsideWatches | undefined;
  /** What the client said that it can do. */
  client: ClientAbilities;
  /** When a document was changed last, in milliseconds since the epoch. */
  lastEdit: number;
  /** How loud rules are, by folder. */
  scopes: RuleScopes;
  /** The rules that somebody wants to hear. */
  ruleCheck: RuleCheck;
  /** Undefined until the client is initialized. */
  ruleSettings: RuleSettings | undefined;
}
