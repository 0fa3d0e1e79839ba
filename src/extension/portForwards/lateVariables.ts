import { Disposable } from 'vscode';
import { type FailureReport, registerCommands } from '../command.ts';
import type { DeclaredForwards } from './declaredForwards.ts';
import { variablesOf } from './environmentFiles.ts';

/** Variables whose values are asked for when a task runs. */
export interface LateVariables extends Disposable {
  /**
   * Those of declared forwards, or of all, with a reference in place of each value, as VS Code resolves them in the options of
   * a task once that runs. The first to be resolved starts the forwards; where that fails, it is told and nothing runs.
   */
  of(forwards: readonly string[] | undefined): Promise<Record<string, string>>;
}

/** There whatever the forwards are called, so that even an unknown name is asked for, and told. */
const sentinel = 'KUBEWRIGHT_FORWARDS';

/** The caller disposes it, and no reference has a value any more. */
export function createLateVariables(declared: DeclaredForwards, report: FailureReport): LateVariables {
  const references = new Map<string, { readonly text: string; readonly registered: Disposable }>();

  /** VS Code gives such a command no arguments, so each variable has one of its own. */
  function reference(forwards: readonly string[] | undefined, variable: string): string {
    const key = JSON.stringify([forwards, variable]);
    const known = references.get(key);
    if (known !== undefined) return known.text;
    const command = `_kubewright.taskVariable.${references.size}`;
    const registered = registerCommands({ [command]: () => valueFor(forwards, variable) }, report);
    const text = `\${command:${command}}`;
    references.set(key, { text, registered });
    return text;
  }

  async function valueFor(forwards: readonly string[] | undefined, variable: string): Promise<string> {
    const held = await declared.start(forwards);
    if (variable === sentinel) return held.map(({ spec }) => spec.declared?.name ?? '').join(',');
    return (await variablesOf(held))[variable] ?? '';
  }

  return {
    async of(forwards) {
      const names = [sentinel, ...(await declared.variableNames(forwards))];
      return Object.fromEntries(names.map(name => [name, reference(forwards, name)]));
    },
    dispose: () => Disposable.from(...[...references.values()].map(({ registered }) => registered)).dispose(),
  };
}
