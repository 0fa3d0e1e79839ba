import { l10n, window } from 'vscode';
import {
  type ChangeCounts,
  type ChangeTarget,
  type ConfirmedChange,
  confirmChange,
} from '../cluster/change/confirm.ts';
import { isProtectedAnywhere, typeContextName } from './protectedContexts.ts';

/** What the user is asked before objects are changed directly, and not by an apply. */
export interface WriteQuestion {
  /** Names the context. */
  readonly question: string;
  /** Everything that is changed, line by line; server and namespaces are told before it. */
  readonly lines: readonly string[];
  /** The button that agrees. */
  readonly agree: string;
  /** Those of the objects that others are lost with, such as Namespaces; they are asked about once more. */
  readonly guarded: readonly string[];
}

/**
 * The door of the editor for every write that is no apply: asks in a modal dialog, once more where others are lost with
 * what goes, and has the name of a protected context typed. `undefined` where the user declined any of it.
 */
export async function confirmWrite(
  target: ChangeTarget,
  namespaces: readonly string[],
  counts: ChangeCounts,
  { question, lines, agree, guarded }: WriteQuestion,
): Promise<ConfirmedChange | undefined> {
  return confirmChange(target, namespaces, counts, {
    async confirm({ context, server }) {
      const facts = [
        l10n.t('Server: {0}', server),
        ...(namespaces.length === 0 ? [] : [l10n.t('Namespaces: {0}', namespaces.join(', '))]),
      ];
      const detail = [...facts, '', ...lines].join('\n');
      if ((await window.showWarningMessage(question, { modal: true, detail }, agree)) !== agree) return false;
      if (guarded.length > 0 && !(await confirmGuardedObjects(guarded, context))) return false;
      return !isProtectedAnywhere(context) || (await typeContextName(context));
    },
  });
}

async function confirmGuardedObjects(names: readonly string[], context: string): Promise<boolean> {
  const go = l10n.t('Delete All of It');
  const chosen = await window.showWarningMessage(
    l10n.t(
      'Everything that belongs to these goes with them, and does not come back. Delete it from {0}?',
      context,
    ),
    { modal: true, detail: names.join('\n') },
    go,
  );
  return chosen === go;
}
