import {
  CancellationError,
  type DebugConfiguration,
  debug,
  l10n,
  type QuickPickItem,
  QuickPickItemKind,
  type Task,
  tasks,
  type WorkspaceFolder,
  window,
  workspace,
} from 'vscode';
import type { Command } from '../command.ts';
import { withEnvironment } from '../portForwards/debugEnvironment.ts';
import type { DeclaredForwards } from '../portForwards/declaredForwards.ts';
import { variablesOf } from '../portForwards/environmentFiles.ts';
import { withVariables } from '../portForwards/forwardTasks.ts';
import { requireTrust } from '../trust.ts';
import { UserError } from '../userError.ts';

type Runnable =
  | { readonly task: Task }
  | { readonly folder: WorkspaceFolder; readonly configuration: DebugConfiguration };

/**
 * `Kubewright: Run with Port-Forwards`: starts a task or a debug configuration, by its name or as the user chooses, with the
 * forwards of the workspace up and their addresses in its environment.
 */
export function runWithForwards(declared: DeclaredForwards): Command {
  return async argument => {
    requireTrust();
    const chosen = await choose(typeof argument === 'string' ? argument : undefined);
    const env = await variablesOf(await declared.start(undefined));
    if ('task' in chosen) {
      const task = withVariables(chosen.task, env);
      if (task === undefined)
        throw new UserError(l10n.t('{0} takes no environment variables.', chosen.task.name));
      await tasks.executeTask(task);
      return;
    }
    await debug.startDebugging(chosen.folder, withEnvironment(chosen.configuration, env));
  };
}

async function choose(name: string | undefined): Promise<Runnable> {
  const configurations = (workspace.workspaceFolders ?? []).flatMap(folder => {
    const list: unknown = workspace.getConfiguration('launch', folder.uri).get('configurations');
    return (Array.isArray(list) ? (list as DebugConfiguration[]) : []).map(configuration => ({
      label: configuration.name,
      description: configuration.type,
      runnable: { folder, configuration },
    }));
  });
  const known = (await tasks.fetchTasks()).map(task => ({
    label: task.name,
    description: task.source,
    runnable: { task },
  }));
  const named = [...known, ...configurations].find(({ label }) => label === name);
  if (named !== undefined) return named.runnable;
  const items: (QuickPickItem & { readonly runnable?: Runnable })[] = [
    { label: l10n.t('Debug configurations'), kind: QuickPickItemKind.Separator },
    ...configurations,
    { label: l10n.t('Tasks'), kind: QuickPickItemKind.Separator },
    ...known,
  ];
  const placeHolder = l10n.t('Choose what to run with the port-forwards of this workspace');
  const chosen = await window.showQuickPick(items, { placeHolder });
  if (chosen?.runnable === undefined) throw new CancellationError();
  return chosen.runnable;
}
