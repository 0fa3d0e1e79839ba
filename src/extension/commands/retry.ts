import { contextOf, failureRow } from '../clusters/rowArguments.ts';
import type { Command } from '../command.ts';
import { requireTarget } from '../requireTarget.ts';
import type { Services } from '../services.ts';

/** `Kubewright: Connect Again`: asks a cluster anew at once, with fresh credentials. */
export function retry(services: Pick<Services, 'kubeconfigs' | 'active' | 'sessions'>): Command {
  return async argument => {
    const context =
      failureRow(argument)?.context ??
      contextOf(argument)?.name ??
      (await requireTarget(services)).kubeContext.name;
    await services.sessions.restart(context);
  };
}
