import { type ClientCapabilities, DidChangeConfigurationNotification } from 'vscode-languageserver/node';
import { createRuleScopes } from '../language/ruleScopes.ts';
import { createRuleCheck } from '../language/rules/check.ts';
import { type RuleSeverities, readSeverities } from '../language/rules/severities.ts';
import { rulesOfFolder } from '../node/ruleSettings.ts';
import type { RuleSettings } from './ruleSettings.ts';
import type { Session } from './session.ts';

/**
 * Follows the setting `kubewright.rules` for each folder. Where the client has no settings to give, or none of ours,
 * the folder's `.vscode/settings.json` counts, as it does on the command line.
 */
export async function followRuleSettings(
  session: Session,
  capabilities: ClientCapabilities['workspace'],
): Promise<RuleSettings> {
  const { connection, workspace } = session;
  let pushed: unknown;
  let turn = 0;

  async function ask(folders: readonly string[]): Promise<unknown[]> {
    if (!capabilities?.configuration) return folders.map(() => pushed);
    const items = folders.map(folder => ({
      scopeUri: workspace.clientUri(`file://${folder}`),
      section: 'kubewright.rules',
    }));
    return connection.workspace.getConfiguration(items);
  }

  async function refresh(): Promise<void> {
    turn += 1;
    const mine = turn;
    const { folders } = workspace;
    const answers = await ask(folders);
    if (mine !== turn) return;
    const severities = folders.map((folder, index): [string, RuleSeverities] => {
      const answer = answers[index];
      return [folder, isObject(answer) ? readSeverities(answer) : rulesOfFolder(folder)];
    });
    apply(session, new Map(severities));
  }

  await refresh();
  if (capabilities?.didChangeConfiguration?.dynamicRegistration) {
    await connection.client.register(DidChangeConfigurationNotification.type, {
      section: 'kubewright.rules',
    });
  }
  return {
    refresh,
    async changed(settings) {
      const ours = isObject(settings) ? settings['kubewright'] : undefined;
      pushed = isObject(ours) ? ours['rules'] : undefined;
      await refresh();
    },
  };
}

function apply(session: Session, severities: ReadonlyMap<string, RuleSeverities>): void {
  const before = session.scopes.all;
  session.scopes = createRuleScopes(severities);
  // Rules that nobody wanted to hear did not run.
  if (JSON.stringify(before) !== JSON.stringify(session.scopes.all)) {
    session.ruleCheck = createRuleCheck(session.scopes.all);
    session.queue.push({ added: session.analysis.roots() });
  }
  session.publisher.publish(session.analysis.files());
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
