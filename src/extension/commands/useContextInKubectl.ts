import { l10n, window } from 'vscode';
import { contextOf } from '../clusters/rowArguments.ts';
import type { Command } from '../command.ts';
import { pickContext } from '../pickContext.ts';
import type { Services } from '../services.ts';
import { UserError } from '../userError.ts';

/**
 * `Kubewright: Use Context in kubectl Too`: the one command that writes to a kubeconfig, and nothing but its current
 * context. What stood there can be had again.
 */
export function useContextInKubectl(services: Pick<Services, 'kubeconfigs' | 'active'>): Command {
  return async argument => {
    const name =
      contextOf(argument)?.name ??
      (await pickContext(services, l10n.t('Choose the context for this window and for kubectl')));
    const { contexts } = await services.kubeconfigs.load();
    const { isReadByKubectl, writeCurrentContext } = await import(
      '../../cluster/kubeconfig/writeCurrentContext.ts'
    );
    const declaredIn = contexts.find(each => each.name === name)?.file;
    if (declaredIn !== undefined && !(await isReadByKubectl(process.env, declaredIn))) {
      throw new UserError(
        l10n.t(
          'kubectl does not read {0}, where the context {1} is. Add the file to KUBECONFIG to use it there.',
          declaredIn,
          name,
        ),
      );
    }
    const { file, before } = await writeCurrentContext(process.env, name);
    await services.active.use(name);
    const undo = l10n.t('Undo');
    const text =
      before === name
        ? l10n.t("{0} is kubectl's current context already.", name)
        : l10n.t("{0} is kubectl's current context now, in {1}.", name, file);
    const chosen = await window.showInformationMessage(text, ...(before === name ? [] : [undo]));
    if (chosen === undo) await writeCurrentContext(process.env, before);
  };
}
