import { contextOf, namespaceRow } from '../clusters/rowArguments.ts';
import type { Command } from '../command.ts';
import { pickNamespace } from '../pickNamespace.ts';
import { requireTarget } from '../requireTarget.ts';
import type { Services } from '../services.ts';

/** `Kubewright: Use Namespace`: makes a namespace the one that commands of this window go to. */
export function useNamespace(services: Pick<Services, 'kubeconfigs' | 'active' | 'sessions'>): Command {
  const { active, sessions } = services;
  return async argument => {
    const row = namespaceRow(argument);
    if (row !== undefined) {
      await active.use(row.scope.kubeContext.name);
      await active.useNamespace(row.namespace);
      return;
    }
    const kubeContext = contextOf(argument) ?? (await requireTarget(services)).kubeContext;
    const namespace = await pickNamespace(() => sessions.open(kubeContext), kubeContext.name);
    await active.use(kubeContext.name);
    await active.useNamespace(namespace);
  };
}
