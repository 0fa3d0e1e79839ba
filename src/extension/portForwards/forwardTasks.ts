import {
  Disposable,
  l10n,
  ProcessExecution,
  ShellExecution,
  Task,
  type TaskDefinition,
  TaskScope,
  tasks,
  workspace,
} from 'vscode';
import type { FailureReport } from '../command.ts';
import type { DeclaredForwards } from './declaredForwards.ts';
import { createLateVariables } from './lateVariables.ts';

/** `type: kubewright` in tasks.json: a program that runs with forwards up and their addresses in its environment. */
export interface ForwardTask extends TaskDefinition {
  readonly type: 'kubewright';
  readonly command: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  /** Of declared forwards; all where absent. */
  readonly forwards?: readonly string[];
}

/**
 * The task provider; the caller disposes it. VS Code resolves every task whenever it lists any, so the forwards start when
 * one runs, which is when VS Code asks for the values of its variables. The process itself is VS Code's, in a terminal.
 */
export function serveForwardTasks(declared: DeclaredForwards, report: FailureReport): Disposable {
  const variables = createLateVariables(declared, report);
  const provider = tasks.registerTaskProvider('kubewright', {
    provideTasks: () => [],
    async resolveTask(task) {
      const definition = task.definition as ForwardTask;
      if (typeof definition.command !== 'string' || !workspace.isTrusted) return undefined;
      const env = await variables.of(definition.forwards);
      return copyOf(task, task.name, execution(definition, env));
    },
  });
  return Disposable.from(provider, variables);
}

/** Arguments are given as they are, never through a shell. */
function execution({ command, args = [], cwd }: ForwardTask, env: Record<string, string>): ProcessExecution {
  return new ProcessExecution(command, args.map(String), { env, ...(cwd === undefined ? {} : { cwd }) });
}

/** The task with the variables added to what its process or shell gets; `undefined` for tasks of other makes. */
export function withVariables(task: Task, env: Record<string, string>): Task | undefined {
  const { execution: before } = task;
  const name = l10n.t('{0} with port-forwards', task.name);
  if (before instanceof ProcessExecution) {
    const merged = { ...before.options, env: { ...before.options?.env, ...env } };
    return copyOf(task, name, new ProcessExecution(before.process, before.args, merged));
  }
  if (!(before instanceof ShellExecution)) return undefined;
  const merged = { ...before.options, env: { ...before.options?.env, ...env } };
  const line = before.commandLine;
  const shell =
    line === undefined
      ? new ShellExecution(before.command ?? '', before.args ?? [], merged)
      : new ShellExecution(line, merged);
  return copyOf(task, name, shell);
}

/** All that a task says of itself, with another execution. */
function copyOf(task: Task, name: string, execution: ProcessExecution | ShellExecution): Task {
  const { definition, scope = TaskScope.Workspace, source, problemMatchers } = task;
  const copy = new Task(definition, scope, name, source, execution, problemMatchers);
  copy.isBackground = task.isBackground;
  copy.presentationOptions = task.presentationOptions;
  copy.runOptions = task.runOptions;
  if (task.group !== undefined) copy.group = task.group;
  if (task.detail !== undefined) copy.detail = task.detail;
  return copy;
}
