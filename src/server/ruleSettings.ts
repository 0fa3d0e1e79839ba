/** Keeps the severities of rules as the client has them set. */
export interface RuleSettings {
  /** Asks again for every folder, and shows what changed. */
  refresh(): Promise<void>;
  /** Told that settings changed; `settings` is what the client sent along. */
  changed(settings: unknown): Promise<void>;
}
