import {
  type Disposable,
  l10n,
  ProcessExecution,
  ShellExecution,
  Task,
  type TaskDefinition,
  TaskScope,
  tasks,
  workspace,
} from 'vscode';
import type { DeclaredForwards } from './declaredForwards.ts';
import { variablesOf } from './environmentFiles.ts';

/** `type: kubewright` in tasks.json: a program that runs with forwards up and their addresses in its environment. */
export interface ForwardTask extends TaskDefinition {
  readonly type: 'kubewright';
  readonly command: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  /** Of declared forwards; all where absent. */
  readonly forwards?: readonly string[];
}

/** The task provider; the caller disposes it. Tasks start the forwards when VS Code resolves them to run. */
export function serveForwardTasks(declared: DeclaredForwards): Disposable {
  return tasks.registerTaskProvider('kubewright', {
    provideTasks: () => [],
    async resolveTask(task) {
      const definition = task.definition as ForwardTask;
      if (typeof definition.command !== 'string' || !workspace.isTrusted) return undefined;
      const held = await declared.start(definition.forwards);
      const env = await variablesOf(held);
      return new Task(
        definition,
        task.scope ?? TaskScope.Workspace,
        task.name,
        'kubewright',
        execution(definition, env),
        task.problemMatchers,
      );
    },
  });
}

/** Arguments are given as they are, never through a shell. */
function execution({ command, args = [], cwd }: ForwardTask, env: Record<string, string>): ProcessExecution {
  return new ProcessExecution(command, args.map(String), { env, ...(cwd === undefined ? {} : { cwd }) });
}

/** The task with the variables added to what its process or shell gets; `undefined` for tasks of other makes. */
export function withVariables(task: Task, env: Record<string, string>): Task | undefined {
  const { execution: before } = task;
  if (before instanceof ProcessExecution) {
    const merged = { ...before.options, env: { ...before.options?.env, ...env } };
    return copyOf(task, new ProcessExecution(before.process, before.args, merged));
  }
  if (!(before instanceof ShellExecution)) return undefined;
  const merged = { ...before.options, env: { ...before.options?.env, ...env } };
  const line = before.commandLine;
  return copyOf(
    task,
    line === undefined
      ? new ShellExecution(before.command ?? '', before.args ?? [], merged)
      : new ShellExecution(line, merged),
  );
}

function copyOf(task: Task, execution: ProcessExecution | ShellExecution): Task {
  const scope = task.scope ?? TaskScope.Workspace;
  const name = l10n.t('{0} with port-forwards', task.name);
  return new Task(task.definition, scope, name, task.source, execution, task.problemMatchers);
}
